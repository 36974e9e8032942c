package dev.notifier.store.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.optouts.OptOutChanges.Published;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.OptOutStore.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class OptOutStoreIT {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final UUID NUMBER = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  private static final Comparator<OptOutStatement> NEWEST_FIRST =
      Comparator.comparing(OptOutStatement::at).reversed();

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final OptOutStore store = new OptOutStore(database.dataSource());
  private final OptOutChanges changes = new OptOutChanges(database.dataSource());
  private final Map<UUID, OptOutRecord> published = new HashMap<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theNewestStatementOfEachPurposeCounts() {
    add(NUMBER, OptOutPurpose.ADVERTISING, true, AT);
    add(NUMBER, OptOutPurpose.SERVICE, true, AT);
    add(NUMBER, OptOutPurpose.SERVICE, false, AT.plusSeconds(1));
    add(NUMBER, OptOutPurpose.ADVERTISING, false, AT.minusSeconds(1));

    assertThat(store.bits(NUMBER, "son-la")).isEqualTo(4);
    assertThat(store.bits(NUMBER, "cao-bang")).isZero();
    List<OptOutStatement> found = store.find(NUMBER, "son-la", 3);
    assertThat(found).hasSize(3);
    assertThat(found.getFirst())
        .isEqualTo(statement(NUMBER, OptOutPurpose.SERVICE, false, AT.plusSeconds(1)));
  }

  @Test
  void aStatementThatIsRepeatedIsOne() {
    OptOutStatement statement = statement(NUMBER, OptOutPurpose.SERVICE, true, AT);
    assertThat(store.add(List.of(statement, statement), Source.REQUEST)).isEqualTo(1);
    publishAll();
    published.clear();

    assertThat(store.add(List.of(statement), Source.REQUEST)).isZero();
    publishAll();

    assertThat(published).as("nothing has changed").isEmpty();
  }

  @Test
  void whatARecipientSaysIsNeverRefused() {
    OptOutStore limited = new OptOutStore(database.dataSource(), 0);
    OptOutStatement said = statement(NUMBER, OptOutPurpose.GENERAL_INFO, true, AT);

    assertThatThrownBy(() -> limited.add(List.of(said), Source.REQUEST))
        .isInstanceOf(TooManyOptOutsException.class);
    assertThat(limited.add(List.of(said), Source.RECIPIENT)).isEqualTo(1);
  }

  @Test
  void aTenantHasNotMoreNumbersThanAllowed() {
    OptOutStore limited = new OptOutStore(database.dataSource(), 2);
    OptOutStatement first = statement(NUMBER, OptOutPurpose.SERVICE, true, AT);
    OptOutStatement second = statement(OTHER, OptOutPurpose.SERVICE, true, AT);
    OptOutStatement third = statement(new UUID(3, 3), OptOutPurpose.SERVICE, true, AT);
    OptOutStatement again = statement(NUMBER, OptOutPurpose.SERVICE, false, AT.plusSeconds(1));
    assertThat(limited.add(List.of(first, second), Source.IMPORT)).isEqualTo(2);

    assertThatThrownBy(() -> limited.add(List.of(again, third), Source.IMPORT))
        .isInstanceOf(TooManyOptOutsException.class);

    assertThat(store.bits(NUMBER, "son-la")).as("nothing of it is added").isEqualTo(1);
    assertThat(limited.add(List.of(again, first), Source.IMPORT)).as("a known number").isEqualTo(1);
    OptOutStatement ofAll =
        new OptOutStatement(
            third.recipient(), "+84391234567", "*", third.purpose(), true, AT, evidence());
    assertThat(limited.add(List.of(ofAll), Source.IMPORT)).as("another scope").isEqualTo(1);
  }

  @Test
  void beyondTheLimitOfADayOptOutsCountWithoutARowForEach() {
    List<OptOutStatement> many =
        IntStream.range(0, 200)
            .mapToObj(i -> statement(NUMBER, OptOutPurpose.SERVICE, true, AT.plusSeconds(i)))
            .toList();
    List<OptOutStatement> other = List.of(statement(OTHER, OptOutPurpose.SERVICE, true, AT));
    assertThat(store.add(many, Source.REQUEST)).isEqualTo(DailyStatements.MAX);
    assertThat(store.add(many.subList(0, 100), Source.REQUEST)).as("the same again").isZero();
    assertThat(store.find(NUMBER, "son-la", 1).getFirst().at())
        .as("the last one")
        .isEqualTo(AT.plusSeconds(199));
    assertThat(store.add(other, Source.REQUEST)).as("another number").isOne();

    List<OptOutStatement> withdrawal =
        List.of(statement(NUMBER, OptOutPurpose.SERVICE, false, AT.plusSeconds(300)));
    assertThatThrownBy(() -> store.add(withdrawal, Source.REQUEST))
        .isInstanceOf(TooManyStatementsException.class);
    assertThat(store.bits(NUMBER, "son-la")).isEqualTo(1);
    assertThat(store.add(withdrawal, Source.RECIPIENT)).as("of the recipient").isOne();
    assertThat(store.bits(NUMBER, "son-la")).isZero();
    assertThat(
            store.add(
                List.of(statement(NUMBER, OptOutPurpose.SERVICE, true, AT.plusSeconds(299))),
                Source.REQUEST))
        .as("older than what is in force")
        .isZero();
    assertThat(
            store.add(
                List.of(
                    statement(NUMBER, OptOutPurpose.SERVICE, true, AT.plusSeconds(301)),
                    statement(NUMBER, OptOutPurpose.ADVERTISING, true, AT)),
                Source.REQUEST))
        .as("an opt-out always holds")
        .isEqualTo(2);
    assertThat(store.bits(NUMBER, "son-la")).isEqualTo(5);

    jdbc.update("update opt_out_events set recorded_at = now() - interval '25 hours'");
    assertThat(
            store.add(
                List.of(statement(NUMBER, OptOutPurpose.SERVICE, false, AT.plusSeconds(400))),
                Source.REQUEST))
        .as("a day later")
        .isOne();
  }

  @Test
  void changesArePublishedOnceAndThoseOfImportsLast() {
    store.add(
        IntStream.range(0, 10)
            .mapToObj(i -> statement(new UUID(9, i), OptOutPurpose.ADVERTISING, true, AT))
            .toList(),
        Source.IMPORT);
    add(NUMBER, OptOutPurpose.SERVICE, true, AT);
    add(NUMBER, OptOutPurpose.GENERAL_INFO, true, AT);
    List<UUID> order = new ArrayList<>();

    assertThat(
            changes
                .publishChanged(Published.NOTHING, 2, page -> order.addAll(page.keySet()))
                .changes())
        .isEqualTo(2);

    assertThat(order).containsExactly(NUMBER);
    publishAll();
    assertThat(published).hasSize(10);
    assertThat(changes.isDue("t", AT)).as("the first round").isTrue();
  }

  /** While deleted changes are not vacuumed, each page would read those of all before it. */
  @Test
  void changesOfImportsAreReadBehindThoseThatWerePublished() {
    for (int i = 0; i < 6; i++) {
      OptOutStatement statement = statement(new UUID(9, i), OptOutPurpose.ADVERTISING, true, AT);
      store.add(List.of(statement), Source.IMPORT);
    }
    Published first = changes.publishChanged(Published.NOTHING, 4, published::putAll);
    assertThat(published).hasSize(4);
    jdbc.update(
        "insert into opt_out_changes (id, recipient, imported) overriding system value"
            + " values (0, ?, true)",
        NUMBER);
    add(OTHER, OptOutPurpose.SERVICE, true, AT);

    Published second = changes.publishChanged(first, 4, published::putAll);

    assertThat(second.changes()).as("two of the import, and what was recorded since").isEqualTo(3);
    assertThat(published).hasSize(7).containsKey(OTHER);
    assertThat(changes.publishChanged(second, 4, published::putAll).changes()).isZero();
    assertThat(changes.publishChanged(new Published(0, -1), 4, published::putAll).changes())
        .as("one that became visible late")
        .isEqualTo(1);
  }

  @Test
  void whatKafkaDoesNotTakeIsPublishedAgain() {
    add(NUMBER, OptOutPurpose.SERVICE, true, AT);
    assertThatThrownBy(() ->
            changes.publishChanged(
                Published.NOTHING,
                5,
                page -> {
                  throw new IllegalStateException("no Kafka");
                }))
        .hasMessage("no Kafka");

    publishAll();

    assertThat(Objects.requireNonNull(published.get(NUMBER)).scopes())
        .isEqualTo(Map.of("son-la", 1));
  }

  /** So a state is newer than those on Kafka, also after PostgreSQL was restored from a backup. */
  @Test
  void theVersionSaysWhenTheNewestStatementWasRecorded() {
    add(NUMBER, OptOutPurpose.SERVICE, true, AT);
    add(NUMBER, OptOutPurpose.SERVICE, false, AT.minusSeconds(5));
    store.add(
        List.of(
            new OptOutStatement(
                NUMBER, "+84391234567", "*", OptOutPurpose.ADVERTISING, true, AT, evidence())),
        Source.REQUEST);

    jdbc.update("update opt_out_events set recorded_at = '2026-01-01T00:00:07.5Z'");
    jdbc.update("update opt_out_events set recorded_at = '2026-01-01T00:00:09Z' where scope = '*'");

    publishAll();

    assertThat(published.get(NUMBER)).isEqualTo(OptOutRecord.of(9, Map.of("son-la", 1, "*", 4)));
  }

  @Test
  void aRoundPublishesAllWhenTheTopicOrTheKeyIsAnotherOne() {
    add(NUMBER, OptOutPurpose.SERVICE, true, AT);
    add(OTHER, OptOutPurpose.SERVICE, true, AT);
    publishAll();
    round("topic-1", AT);
    assertThat(published).hasSize(2);
    assertThat(changes.isDue("topic-1", AT)).isFalse();
    published.clear();

    round("topic-1", AT.plus(Duration.ofDays(6)));
    assertThat(published).as("within a week").isEmpty();
    assertThat(changes.isDue("topic-2", AT)).isTrue();
    round("topic-2", AT);
    assertThat(published).containsOnlyKeys(NUMBER, OTHER);
    published.clear();
    round("topic-2", AT.plus(Duration.ofDays(8)));
    assertThat(published).as("a week later").hasSize(2);
  }

  /** No plan reads everything: there may be 16 million numbers. */
  @Test
  void pagesAreReadWithIndexes() {
    jdbc.execute(
        """
        insert into opt_out_events
          (at, recipient, opted_out, purpose, scope, tenant, channel, entered_by, phone)
        select now(), md5(i::text)::uuid, true, 'ADVERTISING', '*', 'default', 'list', 'api',
          '+8439' || lpad(i::text, 7, '0')
        from generate_series(1, 50000) i
        """);
    jdbc.execute("analyze opt_out_events");

    assertThat(
            plan(
                "select distinct recipient from opt_out_events where recipient > '%s'"
                    + " order by recipient limit 500"))
        .contains("Index Only Scan")
        .doesNotContain("Seq Scan", "Sort");
    assertThat(
            plan(
                "select distinct on (scope, purpose) opted_out from opt_out_events"
                    + " where recipient = '%s' order by scope, purpose, at desc, id desc"))
        .contains("opt_out_events_recipient")
        .doesNotContain("Seq Scan");
    assertThat(plan("select 1 from opt_out_events where phone = '%s' and tenant = 'default'"))
        .contains("opt_out_events_phone")
        .doesNotContain("Seq Scan");
  }

  /** A hostile tenant could otherwise delay the opt-outs of all others for as long as it likes. */
  @Test
  void aNumberWithManyStatementsIsReadLikeOthers() {
    jdbc.update(
        """
        insert into opt_out_events
          (at, recipient, opted_out, purpose, scope, tenant, channel, entered_by)
        select timestamptz '2026-01-01' + i * interval '1 microsecond', ?, i % 2 = 0,
          (array['SERVICE', 'GENERAL_INFO', 'ADVERTISING'])[1 + i % 3], 'tenant-' || i % 2, 'a', 'list', 'api'
        from generate_series(1, 60000) i
        """,
        NUMBER);
    jdbc.execute("analyze opt_out_events");

    String read =
        explain(OptOutChanges.NEWEST.replaceFirst("\\?::uuid\\[\\]", "array['%s'::uuid]"));

    assertThat(read)
        .contains("opt_out_events_recorded")
        .doesNotContain("Seq Scan on opt_out_events");
    assertThat(rowsRead(read)).as(read).isLessThan(100);
    OptOutRecord state = changes.states(Set.of(NUMBER)).get(NUMBER);
    assertThat(Objects.requireNonNull(state).scopes())
        .isEqualTo(Map.of("tenant-0", 7, "tenant-1", 0));
    assertThat(store.bits(NUMBER, "tenant-0")).isEqualTo(7);
    assertThat(store.find(NUMBER, "tenant-0", 5)).hasSize(5).isSortedAccordingTo(NEWEST_FIRST);
  }

  private String explain(String sql) {
    return String.join(
        "\n",
        jdbc.queryForList(
            "explain (analyze, timing off, costs off) "
                + sql.replace("%s", NUMBER.toString()).replace("?", "0"),
            String.class));
  }

  /** The most rows of one step, in all its loops. */
  private static long rowsRead(String plan) {
    return Pattern.compile("rows=([0-9.]+) loops=([0-9]+)")
        .matcher(plan)
        .results()
        .mapToLong(
            step -> (long) (Double.parseDouble(step.group(1)) * Long.parseLong(step.group(2))))
        .max()
        .orElseThrow();
  }

  private String plan(String sql) {
    return String.join(
        "\n", jdbc.queryForList("explain " + sql.replace("%s", NUMBER.toString()), String.class));
  }

  private void round(String target, Instant now) {
    while (changes.publishRound(target, now, 1, published::putAll)) {
      // The next page.
    }
  }

  private void publishAll() {
    Published last = Published.NOTHING;
    do {
      last = changes.publishChanged(last, 4, published::putAll);
    } while (last.changes() > 0);
  }

  private void add(UUID number, OptOutPurpose purpose, boolean optedOut, Instant at) {
    assertThat(store.add(List.of(statement(number, purpose, optedOut, at)), Source.REQUEST))
        .isEqualTo(1);
  }

  private static OptOutStatement statement(
      UUID number, OptOutPurpose purpose, boolean optedOut, Instant at) {
    return new OptOutStatement(number, "+84391234567", "son-la", purpose, optedOut, at, evidence());
  }

  private static Evidence evidence() {
    return new Evidence("son-la", "lan", "hotline", "no more", new UUID(7, 7));
  }
}
