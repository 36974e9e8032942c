package dev.notifier.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.directory.PreferredNumbers.PersonKey;
import dev.notifier.store.directory.PreferredNumbers.Preferred;
import dev.notifier.store.directory.RecipientStore.Outcome;
import dev.notifier.store.directory.RecipientStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements about persons are stored, and the newest counts. */
class RecipientStoreIT {
  private static final String FIRST = "+84861234501";
  private static final String SECOND = "+84861234502";
  private static final Instant TIME = Instant.parse("2026-11-20T01:00:00Z");

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final RecipientStore store = new RecipientStore(database.dataSource(), 1_000_000);
  private final PreferredNumbers numbers = new PreferredNumbers(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private static Recipient person(String reference, @Nullable Instant changedAt, String... phones) {
    return new Recipient(reference, List.of(phones), null, null, null, changedAt);
  }

  private List<String> phones(String reference) {
    return store.find("t", reference).orElseThrow().phones();
  }

  @Test
  void aPersonIsStoredChangedAndRemoved() {
    Recipient full = new Recipient("P", List.of(FIRST, SECOND), "en", "WORKER", "K2", TIME);
    assertThat(store.store("t", List.of(full)).stored()).isEqualTo(new Stored(1, 0, 0));
    assertThat(store.find("t", "P")).contains(full);
    assertThat(store.find("other", "P")).isEmpty();

    Recipient swapped = new Recipient("P", List.of(SECOND, FIRST), "en", "WORKER", "K2", TIME);
    assertThat(store.store("t", List.of(swapped)).stored()).isEqualTo(new Stored(0, 1, 0));
    assertThat(phones("P")).containsExactly(SECOND, FIRST);

    assertThat(store.delete("other", "P")).isFalse();
    assertThat(store.delete("t", "P")).isTrue();
    assertThat(store.delete("t", "P")).isFalse();
    assertThat(store.find("t", "P")).isEmpty();
  }

  @Test
  void theNewestStatementCountsInWhateverOrderTheyCome() {
    store.store("t", List.of(person("P", TIME, FIRST)));
    assertThat(store.store("t", List.of(person("P", TIME.minusSeconds(1), SECOND))).stored())
        .isEqualTo(new Stored(0, 0, 1));
    assertThat(phones("P")).containsExactly(FIRST);

    // The same again, and newer: what was said between them does not count any more.
    assertThat(store.store("t", List.of(person("P", TIME.plusSeconds(9), FIRST))).stored())
        .isEqualTo(new Stored(0, 1, 0));
    store.store("t", List.of(person("P", TIME.plusSeconds(5), SECOND)));
    assertThat(phones("P")).containsExactly(FIRST);

    store.store("t", List.of(person("P", null, SECOND)));
    assertThat(phones("P")).as("a statement without a time is of now").containsExactly(SECOND);
  }

  @Test
  void aTimeInTheFutureIsNow() {
    store.store("t", List.of(person("P", Instant.now().plus(Duration.ofDays(365)), FIRST)));
    store.store("t", List.of(person("P", null, SECOND)));
    assertThat(phones("P")).containsExactly(SECOND);
  }

  /** A conflict that changes nothing would write to the row all the same. */
  @Test
  void repetitionsWriteNothing() {
    List<Recipient> page =
        IntStream.range(0, RecipientStore.MAX_PAGE)
            .mapToObj(n -> person("P-" + n, n % 2 == 0 ? null : TIME, FIRST))
            .toList();
    assertThat(store.store("t", page).stored())
        .isEqualTo(new Stored(RecipientStore.MAX_PAGE, 0, 0));
    List<@Nullable String> before = rows();
    assertThat(store.store("t", page).stored())
        .isEqualTo(new Stored(0, 0, RecipientStore.MAX_PAGE));
    assertThat(rows()).isEqualTo(before);
  }

  private List<@Nullable String> rows() {
    return jdbc.queryForList("select ctid || ' ' || xmax from recipients order by 1", String.class);
  }

  @Test
  void ofTwoStatementsInAPageTheNewestCounts() {
    assertThat(
            store.store(
                "t",
                List.of(
                    person("P", TIME, FIRST),
                    person("P", TIME.minusSeconds(1), SECOND),
                    person("Q", TIME, FIRST),
                    person("Q", TIME, SECOND),
                    person("R", null, SECOND),
                    person("R", TIME, FIRST))))
        .extracting(Outcome::stored)
        .isEqualTo(new Stored(3, 0, 3));
    assertThat(phones("P")).containsExactly(FIRST);
    assertThat(phones("Q")).containsExactly(SECOND);
    assertThat(phones("R")).containsExactly(SECOND);
  }

  @Test
  void pagesAreBounded() {
    List<Recipient> tooMany =
        IntStream.rangeClosed(0, RecipientStore.MAX_PAGE)
            .mapToObj(n -> person("P-" + n, null, FIRST))
            .toList();
    assertThatThrownBy(() -> store.store("t", tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.store("t", List.of()).stored()).isEqualTo(Stored.NOTHING);
  }

  @Test
  void aTenantHasNotMorePersonsThanAllowed() {
    RecipientStore limited = new RecipientStore(database.dataSource(), 2);
    limited.store("other", List.of(person("A", TIME, FIRST)));
    limited.store("t", List.of(person("A", TIME, FIRST), person("B", TIME, FIRST)));

    Outcome full =
        limited.store(
            "t",
            List.of(
                person("C", null, FIRST), person("A", null, SECOND), person("C", null, SECOND)));
    assertThat(full).isEqualTo(new Outcome(new Stored(0, 1, 0), List.of("A"), Set.of("C")));
    assertThat(phones("A")).as("who is known").containsExactly(SECOND);
    assertThat(limited.find("t", "C")).isEmpty();
    assertThat(limited.delete("t", "B")).isTrue();
    Outcome room = limited.store("t", List.of(person("C", null, FIRST), person("D", null, FIRST)));
    assertThat(room).isEqualTo(new Outcome(new Stored(1, 0, 0), List.of("C"), Set.of("D")));
    assertThat(
            jdbc.queryForList(
                "select tenant || ' ' || persons from directory_sizes order by 1", String.class))
        .containsExactly("other 1", "t 2");
  }

  @Test
  void whoIsStoredMeanwhileTakesTheRoomAndNothingElseIsLost() {
    RecipientStore limited = new RecipientStore(database.dataSource(), 2);
    limited.store("t", List.of(person("A", TIME, FIRST)));
    // Counts a person more when one is created, as if another load had been faster.
    jdbc.execute(
        """
        create function faster() returns trigger language plpgsql as $$
        begin
          update directory_sizes set persons = persons + 1 where tenant = 't';
          return null;
        end
        $$;
        create trigger z_faster after insert on recipients for each statement
          execute function faster();
        """);
    Outcome outcome =
        limited.store("t", List.of(person("A", null, SECOND), person("B", null, FIRST)));
    assertThat(outcome).isEqualTo(new Outcome(new Stored(0, 1, 0), List.of("A"), Set.of("B")));
    assertThat(phones("A")).containsExactly(SECOND);
    assertThat(limited.find("t", "B")).isEmpty();
  }

  @Test
  void whoSharesANumberIsFound() {
    store.store(
        "t",
        List.of(
            person("B", null, FIRST, SECOND), person("A", null, SECOND), person("C", null, FIRST)));
    store.store("other", List.of(person("D", null, SECOND)));

    assertThat(store.findByPhone("t", SECOND, 10))
        .extracting(Recipient::personRef)
        .containsExactly("A", "B");
    assertThat(store.findByPhone("t", SECOND, 1))
        .extracting(Recipient::personRef)
        .containsExactly("A");
    assertThat(store.sharedBy("t", List.of(FIRST, SECOND, "+84861234509")))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 2, SECOND, 2, "+84861234509", 0));
  }

  /** For example a placeholder. */
  @Test
  void ofVeryManyWhoShareANumberSomeAreFound() {
    for (int page = 0; page < 2; page++) {
      int first = page * RecipientStore.MAX_PAGE;
      store.store(
          "t",
          IntStream.range(first, first + RecipientStore.MAX_PAGE)
              .mapToObj(n -> person("P-" + n, null, FIRST))
              .toList());
    }
    store.store("other", List.of(person("D", null, FIRST)));

    assertThat(store.findByPhone("t", FIRST, 5_000)).hasSize(RecipientStore.MAX_SORTED);
    assertThat(store.findByPhone("t", FIRST, 101)).hasSize(101);
    assertThat(store.findByPhone("other", FIRST, 101))
        .extracting(Recipient::personRef)
        .containsExactly("D");
    assertThat(store.sharedBy("t", List.of(FIRST))).containsEntry(FIRST, RecipientStore.MAX_SHARED);
  }

  @Test
  void planFindsPreferredNumbersOfManyPersons() throws Exception {
    store.store(
        "t",
        List.of(
            new Recipient("P", List.of(FIRST, SECOND), "en", null, "K2", null),
            person("Q", null, SECOND)));
    store.store("other", List.of(person("P", null, SECOND)));

    assertThat(
            numbers.find(
                List.of(
                    new PersonKey("t", "P"),
                    new PersonKey("t", "Q"),
                    new PersonKey("t", "R"),
                    new PersonKey("other", "P"))))
        .containsOnly(
            Map.entry(
                new PersonKey("t", "P"),
                new Preferred(FIRST, Map.of("locale", "en", "livingArea", "K2"))),
            Map.entry(new PersonKey("t", "Q"), new Preferred(SECOND, Map.of())),
            Map.entry(new PersonKey("other", "P"), new Preferred(SECOND, Map.of())));
  }

  /** Whatever the statistics say: after a load they are old. */
  @Test
  void planNeverReadsTheWholeTable() {
    for (int page = 0; page < 20; page++) {
      int first = page * RecipientStore.MAX_PAGE;
      store.store(
          "t",
          IntStream.range(first, first + RecipientStore.MAX_PAGE)
              .mapToObj(n -> person("P-" + n, null, "+8486" + (1_000_000 + n)))
              .toList());
    }
    String keys =
        "array(select 't' from generate_series(1, 500)),"
            + " array(select 'P-' || n from generate_series(1, 500) n)";
    assertThat(explain(PreferredNumbers.FIND.replace("?::text[], ?::text[]", keys)))
        .contains("recipients_pkey")
        .doesNotContain("Seq Scan on recipients");
    for (String statement : List.of(RecipientStore.SHARED, RecipientStore.BY_PHONE)) {
      assertThat(
              explain(
                  statement
                      .replace("?::text", "'t'")
                      .replace("limit ?", "limit 100")
                      .replace("?::bigint[]", "array[84861000001]")
                      .replace("?::bigint", "84861000001")))
          .contains("recipients_tenant_numbers")
          .containsPattern("Index Cond: .*numbers.*tenant");
    }
  }

  private String explain(String sql) {
    List<String> plan =
        Objects.requireNonNull(
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .execute(_ -> {
                  jdbc.execute(RecipientStore.USE_INDEXES);
                  return jdbc.queryForList("explain " + sql, String.class);
                }));
    return String.join("\n", plan);
  }
}
