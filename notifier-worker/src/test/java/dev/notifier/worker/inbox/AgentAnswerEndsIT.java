package dev.notifier.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationEntry;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.EntryKind;
import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.inbox.InboxChanges.Step;
import dev.notifier.store.inbox.InboxMessage;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.inbox.PendingAnswers;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A conversation waits again if its answer did not arrive. */
class AgentAnswerEndsIT {
  private static final String TENANT = "son-la";
  private static final String PHONE = "+84391234567";
  private static final String LAN = "user:lan";

  private static HikariDataSource database;
  private static JdbcTemplate jdbc;
  private static InboxQueries queries;
  private static InboxChanges changes;
  private static AgentAnswerEnds job;

  private Conversation conversation;

  @BeforeAll
  static void open() {
    database = PipelineDatabase.newPool();
    jdbc = new JdbcTemplate(database);
    queries = new InboxQueries(database);
    changes = new InboxChanges(database);
    job =
        new AgentAnswerEnds(
            new PendingAnswers(database), new NotificationLookup(database, Clock.systemUTC()));
    for (String table : List.of("notifications", "event_digests")) {
      jdbc.queryForList("select create_day_partitions(?, current_date, current_date + 1)", table);
    }
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void receive() {
    jdbc.execute("truncate conversations cascade");
    jdbc.execute("truncate notifications, event_digests");
    new InboxStore(database, false)
        .receive(
            List.of(
                new InboxMessage(
                    UUID.randomUUID(),
                    TENANT,
                    new UUID(7, 7),
                    PHONE,
                    "8079",
                    "inbox",
                    "vi",
                    Instant.now(),
                    false,
                    null)));
    conversation = queries.ofNumber(TENANT, new UUID(7, 7), 1).getFirst();
  }

  private Conversation now() {
    return queries.find(TENANT, conversation.id()).orElseThrow();
  }

  /** An agent answers; returns the number of the entry. */
  private int answer() {
    return changes.save(
        now(),
        ConversationState.ANSWERED,
        LAN,
        new Step(EntryKind.ANSWERED, LAN, "text", null, null));
  }

  private void planned(int number, String state, @Nullable String reason) {
    String event = ReplyOrigin.idOfAnswer(conversation.id(), number);
    UUID id = jdbc.queryForObject("select uuidv7()", UUID.class);
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          segments, state, reason, accepted_at, planned_at)
        values (?, ?, ?, ?, 'reply.answered', 'normal', 'SERVICE', ?, 1, ?, ?, now(), now())
        """,
        id,
        TENANT,
        ReplyOrigin.SOURCE,
        event,
        PHONE,
        state,
        reason);
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_offset, topic_partition, day)
        values (?, ?, ?, 0, 0, (now() at time zone 'UTC')::date)
        """,
        EventDigest.of(TENANT, ReplyOrigin.SOURCE, event),
        id,
        UUID.randomUUID());
  }

  /** Looks at all answers. Returns how many did not arrive. */
  private static long step() {
    jdbc.update("update agent_answers set due_at = now()");
    Instant now = Instant.now();
    LeasedJob.Lease lease = new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false);
    JobStep step =
        job.step(
            new LeasedJob(
                new UUID(0, 1), null, job.name(), true, null, null, 0, null, 0, now, lease));
    return ((JobStep.Done) step).progress().done();
  }

  private static int watched() {
    return jdbc.queryForList("select 1 from agent_answers").size();
  }

  private List<String> entries() {
    return queries.entries(conversation.id(), 10).reversed().stream()
        .map(entry -> entry.kind().id() + " " + entry.detail())
        .toList();
  }

  @Test
  void anAnswerThatFailsLaterLetsItsConversationWaitAgainOnce() {
    int number = answer();
    assertThat(step()).as("it is not planned yet").isZero();
    planned(number, "SUBMITTED", null);
    assertThat(step()).isZero();
    assertThat(now().state()).isEqualTo(ConversationState.ANSWERED);
    jdbc.update("update notifications set state = 'UNDELIVERED', reason = 'RECEIPT_UNDELIVERED'");

    assertThat(step()).isEqualTo(1);
    assertThat(step()).isZero();

    assertThat(now().state()).isEqualTo(ConversationState.ASSIGNED);
    assertThat(now().assignee()).isEqualTo(LAN);
    assertThat(now().waitingSince()).isNotNull();
    assertThat(entries()).containsExactly("answered null", "not-arrived RECEIPT_UNDELIVERED");
    assertThat(queries.entries(conversation.id(), 1).getFirst().actor())
        .isEqualTo(ConversationEntry.NOTIFIER);
    assertThat(watched()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXPIRED", "REJECTED", "SKIPPED", "CANCELLED"})
  void whateverHappenedIsSaid(String state) {
    planned(answer(), state, null);

    assertThat(step()).isEqualTo(1);

    assertThat(entries()).containsExactly("answered null", "not-arrived " + state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELIVERED", "NO_RECEIPT"})
  void whatArrivedIsWatchedNoMore(String state) {
    planned(answer(), state, null);

    assertThat(step()).isZero();

    assertThat(now().state()).isEqualTo(ConversationState.ANSWERED);
    assertThat(watched()).isZero();
  }

  @Test
  void whoAnsweredYesterdayIsNotAtWork() {
    planned(answer(), "EXPIRED", "EXPIRED_BEFORE_SUBMISSION");
    jdbc.update("update agent_answers set sent_at = now() - interval '13 hours'");

    step();

    assertThat(now().state()).isEqualTo(ConversationState.OPEN);
    assertThat(now().assignee()).isNull();
  }

  @Test
  void aConversationThatIsClosedMeanwhileWaitsAgain() {
    planned(answer(), "EXPIRED", null);
    changes.save(
        now(), ConversationState.CLOSED, null, new Step(EntryKind.CLOSED, LAN, "done", null, null));

    step();

    assertThat(now().state()).isEqualTo(ConversationState.OPEN);
  }

  @Test
  void aConversationThatTheHotlineHasStaysThere() {
    planned(answer(), "EXPIRED", null);
    changes.save(
        now(),
        ConversationState.HANDED_OVER,
        null,
        new Step(EntryKind.HANDED_OVER, LAN, null, null, null));

    step();

    assertThat(now().state()).isEqualTo(ConversationState.HANDED_OVER);
    assertThat(entries()).last().isEqualTo("not-arrived EXPIRED");
  }

  @Test
  void aLaterAnswerCounts() {
    planned(answer(), "EXPIRED", null);
    planned(answer(), "DELIVERED", null);

    assertThat(step()).isZero();

    assertThat(now().state()).isEqualTo(ConversationState.ANSWERED);
    assertThat(entries()).containsExactly("answered null", "answered null");
    assertThat(watched()).isZero();
  }

  @Test
  void anAnswerIsLookedAtLessOftenWhenItIsOlder() {
    answer();
    jdbc.update("update agent_answers set sent_at = now() - interval '40 minutes'");

    step();

    assertThat(
            jdbc.queryForObject(
                """
                select due_at between now() + interval '9 minutes' and now() + interval '11 minutes'
                from agent_answers
                """,
                Boolean.class))
        .isTrue();
    jdbc.update("update agent_answers set sent_at = now() - interval '15 days'");
    step();
    assertThat(watched()).as("nothing is known of it any more").isZero();
  }

  @Test
  void anErasedConversationIsForgotten() {
    planned(answer(), "EXPIRED", null);
    jdbc.update("delete from conversations");

    assertThat(step()).isZero();
    assertThat(watched()).isZero();
  }
}
