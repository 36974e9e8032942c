package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.people.AffectedPersons.Cause;
import dev.notifier.store.people.AffectedPersons.Counts;
import dev.notifier.store.people.AffectedPersons.Found;
import dev.notifier.store.people.AffectedPersons.Message;
import dev.notifier.store.people.AffectedPersons.Question;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked about a breach is answered page by page, each with a bounded number of rows. */
class AffectedStoreIT {
  private static final Database DATABASE = MigratedDatabase.open(MigratedDatabase.newUrl());
  private static final int OTHERS = AffectedPersons.MAX_SCANNED + 500;

  private final AffectedPersons persons = new AffectedPersons(DATABASE.dataSource());

  /** Three old messages of a route and a key, behind more than a page of others. */
  @BeforeAll
  static void fill() {
    JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
    jdbc.queryForList(
        "select create_day_partitions('notifications', current_date - 3, current_date)");
    insert(jdbc, 3, "interval '-2 days'", "mobi");
    insert(jdbc, OTHERS, "interval '0'", "vina");
    jdbc.update(
        """
        insert into audit (subject_ref, tenant, actor, actor_kind, operation, outcome)
        select gen_random_uuid(), 'default', a.actor, a.kind, 'getTimeline', 'done'
        from (values ('portal:k1', 'key'), ('portal:k11', 'key'), ('user:lan', 'user'),
          ('k1', 'configured-key'), ('k1', 'user')) a (actor, kind)
        """);
  }

  private static void insert(JdbcTemplate jdbc, int number, String shift, String route) {
    jdbc.update(
        """
        insert into notifications (id, accepted_at, planned_at, finished_at, state, tenant, source,
          event_id, type, lane, phone, route, key_id)
        select uuidv7(%s - i * interval '1 millisecond'), now(), now(), now(), 'DELIVERED',
          'default', 's', i::text, 't', 'normal', '+849' || lpad((i %% 2)::text, 8, '0'), ?, 'k1'
        from generate_series(1, ?) i
        """
            .formatted(shift),
        route,
        number);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static Question question(Cause cause, String name, @Nullable UUID before) {
    return new Question(
        "default", cause, name, new UUID(0, 0), before == null ? new UUID(-1, -1) : before);
  }

  @Test
  void aPageThatFindsNothingSaysWhereTheNextBegins() {
    Counts first = persons.countMessages(question(Cause.ROUTE, "mobi", null));
    Counts second = persons.countMessages(question(Cause.ROUTE, "mobi", first.next()));

    assertThat(first.entries()).isZero();
    assertThat(first.next()).isNotNull();
    assertThat(second.entries()).isEqualTo(3);
    assertThat(second.persons()).isEqualTo(2);
    assertThat(second.next()).isNull();
    assertThat(persons.countMessages(question(Cause.KEY, "k1", null)).entries())
        .isEqualTo(AffectedPersons.MAX_SCANNED);
    assertThat(persons.countMessages(question(Cause.USER, "k1", null)).entries()).isZero();
  }

  @Test
  void aListContinuesBehindItsLastRow() {
    UUID next = persons.countMessages(question(Cause.ROUTE, "mobi", null)).next();
    Found<Message> first = persons.messages(question(Cause.ROUTE, "mobi", next), 2);
    Found<Message> second = persons.messages(question(Cause.ROUTE, "mobi", first.next()), 2);

    assertThat(first.rows()).hasSize(2);
    assertThat(second.rows()).hasSize(1);
    assertThat(second.next()).isNull();
  }

  @Test
  void aKeyIsNotAnotherOneWithTheSameEnd() {
    assertThat(persons.countLookUps(question(Cause.KEY, "k1", null)).entries())
        .as("the stored key and that of the configuration")
        .isEqualTo(2);
    assertThat(persons.countLookUps(question(Cause.KEY, "1", null)).entries()).isZero();
    assertThat(persons.countLookUps(question(Cause.USER, "lan", null)).persons()).isEqualTo(1);
    assertThat(persons.countLookUps(question(Cause.ROUTE, "k1", null)).entries()).isZero();
  }
}
