package dev.notifier.worker.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.StoredBatch;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dates of corrected reports are not read in another order than before without a question. */
class CorrectedReportIT {
  private static final String HEADER = "phone,cardNo,validTo,daysLeft";
  private static final String REPORT = HEADER + ",Lỗi,Mã lô\n";

  private static BatchFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new BatchFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static String line(String phone, String validTo, UUID batch) {
    return "%s,HC4010110129425,%s,30,x,%s\n".formatted(phone, validTo, batch);
  }

  /** A batch with a refused line, about whose dates someone has said this. */
  private static StoredBatch answered(String order) {
    UUID id =
        fixture.received(
            HEADER
                + "\n0391234567,HC4010110129425,12/10/2026,30\n0391,HC4010110129425,5/10/2026,30\n");
    fixture.jdbc.update(
        "update batches set settings = jsonb_build_object('dateOrder', ?::text) where id = ?",
        order,
        id);
    fixture.run(new BatchJob(id, null), fixture.parseJob(100));
    StoredBatch batch = fixture.found(id);
    assertThat(batch.lines().refused()).isOne();
    return batch;
  }

  private static List<String> days(StoredBatch batch) {
    assertThat(batch.state()).as(batch.question()).isEqualTo(BatchState.READY);
    return fixture.lines.read(batch.id(), 0).stream()
        .map(line -> String.valueOf(line.data().get("validTo")))
        .toList();
  }

  @Test
  void aDayOfTheReportIsReadAsItWas() {
    StoredBatch first = answered("month-first");
    String reported = fixture.lines.refused(first.id(), 0).getFirst().values().get(2);
    assertThat(reported).isEqualTo("2026-05-10");

    StoredBatch corrected =
        fixture.parsed(REPORT + line("0391234568", String.valueOf(reported), first.id()));

    assertThat(corrected.correctionOf()).isEqualTo(first.id());
    assertThat(days(corrected)).containsExactly("2026-05-10");
  }

  @Test
  void aDayThatWasEnteredIsAskedAbout() {
    StoredBatch first = answered("month-first");

    StoredBatch corrected = fixture.parsed(REPORT + line("0391234568", "5/11/2026", first.id()));

    assertThat(corrected.state()).isEqualTo(BatchState.NEEDS_ANSWER);
    JsonNode question = JsonMapper.shared().readTree(String.valueOf(corrected.question()));
    assertThat(question.path("kind").asString()).isEqualTo("date-order");
    assertThat(question.path("choices").toString()).isEqualTo("[\"month-first\",\"day-first\"]");
    fixture.batches.readAgain(corrected, "{\"dateOrder\":\"month-first\"}", "user:lan");
    fixture.run(new BatchJob(corrected.id(), null), fixture.parseJob(100));
    assertThat(days(fixture.found(corrected.id()))).containsExactly("2026-05-11");
  }

  /** Nothing was said about the second file, whose day was clear. */
  @Test
  void theReportOfACorrectedReportRemembersTheFirstFile() {
    StoredBatch first = answered("day-first-exchanged");
    StoredBatch second = fixture.parsed(REPORT + line("0391", "2026-10-05", first.id()));
    assertThat(second.state()).isEqualTo(BatchState.READY);

    StoredBatch third = fixture.parsed(REPORT + line("0391234568", "5/11/2026", second.id()));

    assertThat(third.state()).isEqualTo(BatchState.NEEDS_ANSWER);
  }

  @Test
  void whatWasSaidAndDeletedIsAskedAgain() {
    StoredBatch first = answered("month-first");
    fixture.jdbc.update(
        "update batches set settings = '{}', cleared_at = now() where id = ?", first.id());

    StoredBatch corrected = fixture.parsed(REPORT + line("0391234568", "5/11/2026", first.id()));

    assertThat(corrected.state()).isEqualTo(BatchState.NEEDS_ANSWER);
  }

  @Test
  void batchesOfOthersSayNothing() {
    StoredBatch first = answered("month-first");
    fixture.jdbc.update("update batches set tenant = 'clinic' where id = ?", first.id());

    assertThat(days(fixture.parsed(REPORT + line("0391234568", "5/11/2026", first.id()))))
        .containsExactly("2026-11-05");
    assertThat(days(fixture.parsed(REPORT + line("0391234568", "5/11/2026", UUID.randomUUID()))))
        .containsExactly("2026-11-05");
    StoredBatch usual = answered("day-first");
    assertThat(days(fixture.parsed(REPORT + line("0391234568", "5/11/2026", usual.id()))))
        .containsExactly("2026-11-05");
  }
}
