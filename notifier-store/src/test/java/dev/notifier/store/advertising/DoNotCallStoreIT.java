package dev.notifier.store.advertising;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.advertising.AdvertisingFacts.Facts;
import dev.notifier.store.advertising.AdvertisingFacts.Question;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The do-not-call list and the consents, as plan asks for them. */
class DoNotCallStoreIT {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final UUID NUMBER = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final DoNotCallStore store = new DoNotCallStore(database.dataSource());
  private final ConsentStore consents = new ConsentStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aListIsInForceWhenItIsComplete() throws Exception {
    long first = store.begin("lan", AT);
    store.add(first, List.of(NUMBER));
    assertThat(facts(NUMBER).doNotCall()).isFalse();
    assertThat(facts(NUMBER).listAt()).isNull();

    store.complete(first, 1, 0, AT.plusSeconds(5));
    assertThat(facts(NUMBER).doNotCall()).isTrue();
    assertThat(facts(NUMBER).listAt()).isEqualTo(AT);
    assertThat(facts(OTHER).doNotCall()).isFalse();

    long second = store.begin("lan", AT.plusSeconds(10));
    assertThat(store.add(second, List.of(OTHER))).isEqualTo(1);
    assertThat(store.add(second, List.of(OTHER))).as("again").isZero();
    assertThat(facts(OTHER).doNotCall()).as("not complete").isFalse();
    store.complete(second, 1, 2, AT.plusSeconds(20));

    assertThat(facts(NUMBER).doNotCall()).isFalse();
    assertThat(facts(OTHER).doNotCall()).isTrue();
    assertThat(store.inForce())
        .contains(
            new DoNotCallList(second, AT.plusSeconds(10), AT.plusSeconds(20), null, 1, 2, "lan"));
  }

  /** One that begins earlier and ends later is older. */
  @Test
  void theListThatBeganLastIsInForce() {
    long slow = store.begin("lan", AT);
    long fast = store.begin("lan", AT.plusSeconds(1));
    store.complete(fast, 0, 0, AT.plusSeconds(2));
    store.complete(slow, 0, 0, AT.plusSeconds(3));

    assertThat(store.inForce().orElseThrow().id()).isEqualTo(fast);
  }

  @Test
  void onlyNumbersOfOldListsAreDeletedInPages() throws Exception {
    long abandoned = list(false);
    long old = list(true);
    long before = list(true);
    long current = list(true);
    long failed = list(false);
    store.fail(failed, AT);
    store.fail(current, AT);
    long running = store.begin("lan", AT.plus(DoNotCallStore.LONGEST_IMPORT));
    store.add(running, List.of(NUMBER));

    assertThat(deleteOld(AT.plusSeconds(1))).as("two a page, and an empty one").isEqualTo(6);
    assertThat(lists()).containsExactly(abandoned, before, current, running).doesNotContain(old);

    assertThat(deleteOld(AT.plus(DoNotCallStore.LONGEST_IMPORT).plusSeconds(1))).isEqualTo(3);
    assertThat(lists()).containsExactly(before, current, running);

    assertThat(deleteOld(AT.plus(Duration.ofDays(1)).plusSeconds(1))).isEqualTo(5);
    assertThat(lists()).containsExactly(current);
    assertThat(facts(NUMBER).doNotCall()).isTrue();
    assertThat(store.newest(2)).extracting(DoNotCallList::failedAt).containsExactly(null, AT);
  }

  private int deleteOld(Instant now) {
    int pages = 0;
    Optional<DoNotCallStore.Position> next = store.deleteOld(now, null, 2);
    while (next.isPresent()) {
      pages++;
      next = store.deleteOld(now, next.get(), 2);
    }
    return pages;
  }

  private List<Long> lists() {
    return jdbc.query(
        "select distinct list from do_not_call_numbers order by 1", (row, _) -> row.getLong(1));
  }

  @Test
  void theNewestStatementAboutAConsentCounts() throws Exception {
    assertThat(facts(NUMBER).consent()).isFalse();
    assertThat(consent(true, AT)).isEqualTo(1);
    assertThat(consent(true, AT)).as("again").isZero();
    assertThat(facts(NUMBER).consent()).isTrue();

    consent(false, AT.plusSeconds(1));
    consent(true, AT.minusSeconds(1));

    assertThat(facts(NUMBER).consent()).isFalse();
    assertThat(facts(OTHER).consent()).isFalse();
    assertThat(consents.find(NUMBER, "son-la", 2))
        .extracting(ConsentStatement::given)
        .containsExactly(false, true);
    assertThat(consents.find(NUMBER, "cao-bang", 2)).isEmpty();
  }

  @Test
  void aTestTenantHasTheSettingOfItsTenant() throws Exception {
    assertThat(facts(NUMBER).enabled()).isFalse();
    jdbc.update(
        """
        insert into tenants
          (id, version, title, suspended, advertising, created_at, created_by, changed_at, changed_by)
        values ('son-la', 1, 't', false, true, now(), 'test', now(), 'test')
        """);

    assertThat(facts(NUMBER).enabled()).isTrue();
    assertThat(facts(NUMBER, "son-la~test").enabled()).isTrue();
    assertThat(facts(NUMBER, "cao-bang").enabled()).isFalse();
  }

  /** Otherwise a large day would be read as a whole. */
  @Test
  void eachLookUpUsesAnIndex() {
    String plan =
        String.join(
            "\n",
            jdbc.execute(
                (org.springframework.jdbc.core.ConnectionCallback<List<String>>)
                    connection -> {
                      try (var settings = connection.createStatement()) {
                        settings.execute("set enable_seqscan = off");
                      }
                      try (var statement =
                          connection.prepareStatement("explain " + AdvertisingFacts.FIND)) {
                        new dev.notifier.store.PgArrays<>(
                                statement, List.of(new Question(NUMBER, "+84861234567", "son-la")))
                            .column("uuid", Question::recipient)
                            .column("text", Question::phone)
                            .column("text", Question::tenant)
                            .column("text", Question::tenant)
                            .value(100)
                            .value(Instant.now().toString())
                            .value(new UUID(0, 0).toString())
                            .value(new UUID(0, 0).toString())
                            .value(100);
                        List<String> lines = new java.util.ArrayList<>();
                        try (var rows = statement.executeQuery()) {
                          while (rows.next()) {
                            lines.add(rows.getString(1));
                          }
                        }
                        return lines;
                      }
                    }));

    assertThat(plan)
        .doesNotContain(
            "Seq Scan on notifications", "_phone_idx1 ", "Seq Scan on do_not_call_numbers")
        .doesNotContain("Seq Scan on consent_events")
        .contains("phone_tenant_id");
  }

  /** Otherwise each change of a state would add an entry to each index of the table. */
  @Test
  void noIndexOfNotificationsHasWhatChangesWithTheState() {
    List<String> indexes =
        jdbc.queryForList(
            """
            select pg_get_indexdef(indexrelid) from pg_index
            where indrelid = 'notifications'::regclass
            """,
            String.class);

    assertThat(indexes)
        .hasSizeGreaterThan(5)
        .noneMatch(index ->
            index.matches(".*\\b(state|route|planned_at|submitted_at|finished_at|notes)\\b.*"));
  }

  private long list(boolean complete) {
    long list = store.begin("lan", AT);
    store.add(list, List.of(NUMBER, OTHER, new UUID(3, 3)));
    if (complete) {
      store.complete(list, 3, 0, AT);
    }
    return list;
  }

  private int consent(boolean given, Instant at) {
    return consents.add(
        List.of(
            new ConsentStatement(
                NUMBER,
                "+84861234567",
                given,
                at,
                new Evidence("son-la", "lan", "office", "form 7", null))));
  }

  private Facts facts(UUID recipient) throws Exception {
    return facts(recipient, "son-la");
  }

  private Facts facts(UUID recipient, String tenant) throws Exception {
    Question question = new Question(recipient, "+84861234567", tenant);
    return requireNonNull(
        new AdvertisingFacts(database.dataSource())
            .find(List.of(question), AT.plus(Duration.ofMinutes(1)))
            .get(question));
  }
}
