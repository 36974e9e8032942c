package dev.notifier.store.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.PersonalData.Exported;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class QueryStoreIT {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration ENDED_LEASE = Duration.ofMillis(-1);
  private static final UUID ID = new UUID(1, 1);
  private static final String PHONE = "+84391234567";

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final QueryStore store = new QueryStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private static QueryOrder order(UUID id, Instant received) {
    return new QueryOrder(
        id,
        "default",
        "case-status",
        "8079",
        "viettel",
        PHONE,
        new UUID(2, 2),
        "vi",
        Map.of("id", "04486.G/2019/08708"),
        received);
  }

  private LeasedQuery claimOne(String owner, Duration lease) {
    List<LeasedQuery> claimed = store.claim(1, owner, lease);
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  @Test
  void aQueryIsGivenToOneWorkerAsItWasInserted() {
    QueryOrder order = order(ID, now);
    store.insert(List.of(order));

    LeasedQuery leased = claimOne("a", LEASE);

    assertThat(leased.order()).isEqualTo(order);
    assertThat(leased.attempts()).isEqualTo(1);
    assertThat(leased.expired()).isFalse();
    assertThat(leased.delayed()).isFalse();
    assertThat(leased.age()).isLessThan(Duration.ofMinutes(5));
    assertThat(store.claim(1, "b", LEASE)).isEmpty();
  }

  @Test
  void aQueryThatIsInsertedAgainDoesNotChange() {
    store.insert(List.of(order(ID, now)));
    LeasedQuery leased = claimOne("a", LEASE);
    store.insert(List.of(order(ID, now)));
    assertThat(store.claim(1, "b", LEASE)).isEmpty();

    assertThat(store.end(leased, QueryOutcome.ANSWERED)).isTrue();
    store.insert(List.of(order(ID, now)));

    assertThat(store.claim(1, "b", LEASE)).isEmpty();
  }

  @Test
  void whatNobodyHasTimeForIsFoundOnce() {
    store.insert(List.of(order(ID, now)));
    assertThat(store.claimSilent(1, "a", LEASE)).as("not due for long").isEmpty();
    jdbc.update("update inbound_queries set due_at = now() - interval '1 minute'");
    assertThat(store.claimLate(1, "a", LEASE)).as("nothing was said").isEmpty();

    LeasedQuery silent = store.claimSilent(1, "a", LEASE).getFirst();
    assertThat(store.postpone(silent, Duration.ZERO, true, false)).isTrue();

    jdbc.update("update inbound_queries set due_at = now() - interval '1 minute'");
    assertThat(store.claimSilent(1, "a", LEASE)).isEmpty();
    assertThat(store.claimLate(1, "a", LEASE)).as("said a moment ago").isEmpty();
    jdbc.update("update inbound_queries set delayed_at = now() - interval '10 minutes'");
    LeasedQuery late = store.claimLate(1, "a", LEASE).getFirst();
    assertThat(late.attempts()).as("it was never asked").isEqualTo(1);
  }

  @Test
  void anEndedLeaseIsTakenAndItsOwnerSavesNothing() {
    store.insert(List.of(order(ID, now)));
    LeasedQuery first = claimOne("a", ENDED_LEASE);
    LeasedQuery second = claimOne("b", LEASE);
    assertThat(second.attempts()).isEqualTo(2);

    assertThat(store.end(first, QueryOutcome.ANSWERED)).isFalse();
    assertThat(store.postpone(first, LEASE, true, true)).isFalse();
    assertThat(store.end(second, QueryOutcome.ANSWERED)).isTrue();
    assertThat(store.end(second, QueryOutcome.ANSWERED)).isFalse();
  }

  @Test
  void theEndDeletesTheNumberAndTheParameters() {
    store.insert(List.of(order(ID, now)));
    store.end(claimOne("a", LEASE), QueryOutcome.NO_MATCH);

    assertThat(
            jdbc.queryForMap(
                "select outcome, phone, parameters, owner, due_at from inbound_queries"))
        .containsEntry("outcome", "no-match")
        .containsEntry("phone", null)
        .containsEntry("parameters", null)
        .containsEntry("owner", null)
        .containsEntry("due_at", null);
  }

  @Test
  void aPostponedQueryIsTriedAgainAtItsDeadlineAtTheLatest() {
    store.insert(List.of(order(ID, now.minus(QueryStore.TRIED_FOR))));
    LeasedQuery leased = claimOne("a", LEASE);
    assertThat(leased.expired()).isTrue();

    assertThat(store.postpone(leased, Duration.ofDays(1), true, false)).isTrue();

    LeasedQuery again = claimOne("a", LEASE);
    assertThat(again.attempts()).as("nothing was asked").isEqualTo(1);
    assertThat(again.delayed()).isTrue();

    store.insert(List.of(order(new UUID(1, 2), now)));
    store.postpone(claimOne("a", LEASE), Duration.ofMinutes(1), false, true);
    assertThat(store.claim(1, "a", LEASE)).isEmpty();
  }

  @Test
  void tellsForHowLongTheNextIsDue() {
    assertThat(store.dueFor()).isEmpty();
    store.insert(List.of(order(ID, now)));
    jdbc.update("update inbound_queries set due_at = now() - interval '1 hour'");
    assertThat(store.dueFor().orElseThrow()).isBetween(minutes(59), minutes(70));

    LeasedQuery leased = claimOne("a", LEASE);
    assertThat(store.dueFor().orElseThrow()).isNegative();

    store.end(leased, QueryOutcome.ANSWERED);
    assertThat(store.dueFor()).isEmpty();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void takesPartInTheTransactionOfTheCaller() {
    assertThat(
            store.inTransaction(() -> {
              store.insert(List.of(order(ID, now)));
              return store.dueFor().isPresent();
            }))
        .isTrue();
    try {
      store.inTransaction(() -> {
        store.end(claimOne("a", LEASE), QueryOutcome.ANSWERED);
        throw new IllegalStateException("rolled back");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("rolled back");
    }
    assertThat(claimOne("b", LEASE).attempts()).isEqualTo(1);
  }

  @Test
  void deletesWhatEndedFirst() {
    store.insert(IntStream.range(0, 3).mapToObj(i -> order(new UUID(1, i), now)).toList());
    store.claim(2, "a", LEASE).forEach(query -> store.end(query, QueryOutcome.FAILED));

    assertThat(store.deleteEnded(Instant.now().minusSeconds(3_600), 10)).isZero();
    assertThat(store.deleteEnded(Instant.now().plusSeconds(3_600), 1)).isEqualTo(1);
    assertThat(store.deleteEnded(Instant.now().plusSeconds(3_600), 10)).isEqualTo(1);
    assertThat(store.dueFor()).as("one waits").isPresent();
  }

  @Test
  void personsAreExportedAndErasedWhenTheirQueriesEnd() {
    PersonalData data = new PersonalData(database.dataSource(), AuditKey.of("key of the tests"));
    Person person = new Person("default", PHONE, null);
    store.insert(List.of(order(ID, now)));

    assertThat(data.export(person, null, 10))
        .extracting(Exported::values)
        .anySatisfy(values ->
            assertThat(values)
                .containsEntry("query", "case-status")
                .containsEntry("parameters", Map.of("id", "04486.G/2019/08708")));
    assertThat(data.erase(person, now, 10).waiting()).isEqualTo(1);

    store.end(claimOne("a", LEASE), QueryOutcome.ANSWERED);

    assertThat(data.export(person, null, 10)).isEmpty();
    assertThat(data.erase(person, now, 10).waiting()).isZero();
  }

  /** Other queries may be many: they have ended, or are due later. */
  @Test
  void whatIsDueIsFoundByItsIndex() {
    jdbc.update(
        """
        insert into inbound_queries (inbound_id, received_at, deadline, ended_at, outcome,
          recipient, tenant, query, address, language)
        select gen_random_uuid(), now(), now(), now(), 'answered', gen_random_uuid(), 'default',
          'case-status', '8079', 'vi'
        from generate_series(1, 20000)
        """);
    jdbc.execute("analyze inbound_queries");

    String plan =
        String.join(
            "\n",
            jdbc.queryForList(
                """
                explain select inbound_id from inbound_queries where due_at <= now()
                order by due_at limit 64 for update skip locked
                """,
                String.class));

    assertThat(Objects.requireNonNull(plan)).contains("inbound_queries_due");
  }
}
