package dev.notifier.worker.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.worker.optouts.OptOuts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dry run says what would be sent, and to how many. */
class DryRunJobIT {
  private static final BatchFixture FIXTURE = new BatchFixture();

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  /** One number has opted out. */
  private static final class OneOptOut implements OptOuts {
    @Override
    public boolean isOptedOut(String phone, long tenant, Category category) {
      return phone.equals("+84390000003");
    }

    @Override
    public boolean isWrongPerson(String phone, long tenant, MessageSubject about) {
      return false;
    }

    @Override
    public boolean mayMiss(Category category, long tenant) {
      return false;
    }

    @Override
    public boolean mayMissPersons(long tenant) {
      return false;
    }

    @Override
    public boolean mayMissAny() {
      return false;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }

  private StoredDryRun run(StoredBatch batch, OptOuts optOuts) {
    UUID id = FIXTURE.dryRuns.order(batch, "lan");
    FIXTURE.run(new BatchJob(batch.id(), id), FIXTURE.dryRunJob(optOuts, Map.of()));
    return FIXTURE.dryRuns.find(batch.id(), id).orElseThrow();
  }

  @Test
  void itCountsMessagesAndShowsSome() {
    StringBuilder file = new StringBuilder(BatchFixture.HEADER);
    for (int i = 0; i < 2_100; i++) {
      file.append(BatchFixture.row(i));
    }
    StoredBatch batch = FIXTURE.parsed(file.toString());

    StoredDryRun dryRun = run(batch, new OneOptOut());

    assertThat(dryRun.messages()).isEqualTo(2_099);
    JsonNode result = JsonMapper.shared().readTree(String.valueOf(dryRun.result()));
    assertThat(result.path("skipped").toString())
        .isEqualTo("[{\"lines\":1,\"reason\":\"OPTED_OUT\"}]");
    assertThat(result.at("/routes/0/route").asString()).isEqualTo("mobi");
    assertThat(result.at("/routes/0/messages").asInt()).isEqualTo(2_099);
    assertThat(result.at("/encodings/0/messages").asInt()).isEqualTo(2_099);
    assertThat(result.path("samples").size()).isBetween(3, 5);
    assertThat(result.at("/samples/0/text").asString()).contains("Lo Thi Mai");
    assertThat(result.at("/samples/0/locale").asString()).isEqualTo("vi");
  }

  @Test
  void itCountsLinesAboutFactsOfWhichThePersonHasAMessageOrGetsOne() {
    StoredBatch batch =
        FIXTURE.parsed(
            BatchFixture.HEADER
                + BatchFixture.row(1)
                + BatchFixture.row(2)
                + BatchFixture.row(3)
                + BatchFixture.row(1)
                + BatchFixture.row(4).replace(",s4\n", ",s1\n"));
    FIXTURE.jdbc.queryForObject(
        "select create_day_partitions('business_keys', '2026-10-01', '2026-11-20')", Integer.class);
    claimed(2, Duration.ofDays(29));
    claimed(3, Duration.ofDays(31));

    StoredDryRun dryRun = run(batch, OptOuts.NONE);

    assertThat(dryRun.messages()).as("1, 3, and 4 for another number").isEqualTo(3);
    assertThat(JsonMapper.shared().readTree(String.valueOf(dryRun.result())).path("skipped"))
        .hasToString("[{\"lines\":2,\"reason\":\"DUPLICATE_FACT\"}]");
    assertThat(FIXTURE.jdbc.queryForObject("select count(*) from business_keys", Integer.class))
        .as("nothing is claimed")
        .isEqualTo(2);
    FIXTURE.jdbc.update("delete from business_keys");
  }

  /** A message was sent about the fact of a row so long ago. */
  private static void claimed(int row, Duration ago) {
    FIXTURE.jdbc.update(
        """
        insert into business_keys (claimed_at, key, notification_id, week)
        values (?, ?, ?, date_trunc('week', ?::timestamptz)::date)
        """,
        BatchFixture.NOW.minus(ago).atOffset(ZoneOffset.UTC),
        BatchFixture.DIGESTS.of(
            "default", "\0KEY\0card.expiring\0+8439%07d\0s%d".formatted(row, row)),
        UUID.randomUUID(),
        BatchFixture.NOW.minus(ago).atOffset(ZoneOffset.UTC));
  }

  @Test
  void anotherWorkerKnowsTheFactsOfTheLinesBefore() {
    StringBuilder file = new StringBuilder(BatchFixture.HEADER);
    for (int i = 0; i < 1_001; i++) {
      file.append(BatchFixture.row(i));
    }
    StoredBatch batch = FIXTURE.parsed(file + BatchFixture.row(5));
    List<StoredLine> second = FIXTURE.lines.read(batch.id(), 1);

    RepeatedFacts facts = FIXTURE.facts();
    UUID dryRun = UUID.randomUUID();
    RepeatedFacts.Step first = FIXTURE.step(facts, dryRun, batch, 0);
    assertThat(first.repeated(FIXTURE.lines.read(batch.id(), 0))).isEmpty();
    first.end(1);

    assertThat(FIXTURE.step(facts, dryRun, batch, 1).repeated(second)).containsExactly(1_003);
    assertThat(FIXTURE.step(FIXTURE.facts(), dryRun, batch, 1).repeated(second))
        .containsExactly(1_003);
    RepeatedFacts.Step without = FIXTURE.step(FIXTURE.facts(0), dryRun, batch, 1);
    assertThat(without.knowsEarlier()).as("it reads too much again").isFalse();
    assertThat(without.repeated(second)).isEmpty();
  }

  @Test
  void aWorkerReadsOnlyWhatItDoesNotKnow() {
    StringBuilder file = new StringBuilder(BatchFixture.HEADER);
    for (int i = 0; i < 2_001; i++) {
      file.append(BatchFixture.row(i));
    }
    StoredBatch batch = FIXTURE.parsed(file + BatchFixture.row(5));
    RepeatedFacts facts = FIXTURE.facts(1);
    UUID dryRun = UUID.randomUUID();
    RepeatedFacts.Step first = FIXTURE.step(facts, dryRun, batch, 0);
    assertThat(first.repeated(FIXTURE.lines.read(batch.id(), 0))).isEmpty();
    first.end(1);

    RepeatedFacts.Step third = FIXTURE.step(facts, dryRun, batch, 2);
    assertThat(third.isComplete()).isTrue();
    assertThat(third.repeated(FIXTURE.lines.read(batch.id(), 2))).containsExactly(2_003);
  }

  /** Names of columns, their order and the rows do not matter. */
  @Test
  void itSaysHowManyLinesWereInAnEarlierBatch() {
    StringBuilder rows = new StringBuilder();
    for (int i = 5_000; i < 11_000; i++) {
      rows.append(BatchFixture.row(i));
    }
    StoredBatch first = FIXTURE.parsed(BatchFixture.HEADER + rows);
    StoredBatch second =
        FIXTURE.parsed(
            BatchFixture.HEADER + BatchFixture.row(1) + "\n" + rows.substring(0, 200_000));
    assertThat(sameLines(second).isNull()).as("nothing was released").isTrue();
    FIXTURE.jdbc.update("update batches set released_at = now() where id = ?", first.id());

    assertThat(sameLines(second).path("batchId").asString()).isEqualTo(first.id().toString());
    assertThat(sameLines(second).path("percent").asInt()).isBetween(97, 100);
    FIXTURE.jdbc.update("update batches set released_at = now() where id = ?", second.id());
    assertThat(sameLines(first).path("percent").asInt())
        .isCloseTo(100 * second.lines().valid() / 6_000, within(4));
    assertThat(sameLines(FIXTURE.parsed(BatchFixture.HEADER + BatchFixture.row(20_000))).isNull())
        .isTrue();
    FIXTURE.jdbc.update("update batches set released_at = null");
  }

  private JsonNode sameLines(StoredBatch batch) {
    return JsonMapper.shared()
        .readTree(String.valueOf(run(batch, OptOuts.NONE).result()))
        .path("sameLines");
  }

  @Test
  void itFailsIfTheBatchWasChanged() {
    StoredBatch batch = FIXTURE.parsed(BatchFixture.HEADER + BatchFixture.row(1));
    UUID id = FIXTURE.dryRuns.order(batch, "lan");
    FIXTURE.batches.readAgain(batch, "{}", "user:lan");

    FIXTURE.run(new BatchJob(batch.id(), id), FIXTURE.dryRunJob(OptOuts.NONE, Map.of()));

    assertThat(FIXTURE.dryRuns.find(batch.id(), id).orElseThrow().error()).contains("changed");
  }
}
