package dev.notifier.store.inbox;

import dev.notifier.store.PgInstants;
import dev.notifier.store.inbox.InboxChanges.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers of agents of which it is not known yet whether they arrive. All times are of PostgreSQL's
 * clock. Thread-safe; all calls throw {@link org.springframework.dao.DataAccessException} if
 * PostgreSQL is unavailable.
 */
public final class PendingAnswers {
  /** An answer is looked at again after a quarter of its age, within these limits. */
  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(10);

  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final InboxQueries queries;
  private final InboxChanges changes;

  public PendingAnswers(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.queries = new InboxQueries(dataSource);
    this.changes = new InboxChanges(dataSource);
  }

  /**
   * An answer.
   *
   * @param number of its entry
   * @param notification the answer as it is sent; null = it is not known to be planned
   */
  public record Pending(
      UUID conversation, int number, String tenant, Instant sentAt, @Nullable UUID notification) {}

  /**
   * Takes the answers that have been due for the longest time. Each is due again after a quarter of
   * its age, at most an hour, whatever becomes of this attempt.
   */
  public List<Pending> take(int most) {
    return jdbc.query(
        """
        with due as (
          select conversation, number from agent_answers where due_at <= now()
          order by due_at limit ? for update skip locked)
        update agent_answers a
        set due_at = now() + least(greatest((now() - a.sent_at) / 4, ?::interval), ?::interval)
        from due, conversations c
        where a.conversation = due.conversation and a.number = due.number
          and c.id = a.conversation
        returning a.conversation, a.number, c.tenant, a.sent_at, a.notification_id
        """,
        (row, _) -> pending(row),
        most,
        SHORTEST_DELAY.toString(),
        LONGEST_DELAY.toString());
  }

  private static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        row.getObject("conversation", UUID.class),
        row.getInt("number"),
        row.getString("tenant"),
        PgInstants.get(row, "sent_at"),
        row.getObject("notification_id", UUID.class));
  }

  /** Notes the notification of an answer. */
  public void planned(Pending answer, UUID notification) {
    jdbc.update(
        "update agent_answers set notification_id = ? where conversation = ? and number = ?",
        notification,
        answer.conversation(),
        answer.number());
  }

  /** Watches an answer no more. */
  public void forget(Pending answer) {
    var _ = remove(answer);
  }

  private boolean remove(Pending answer) {
    return jdbc.update(
            "delete from agent_answers where conversation = ? and number = ?",
            answer.conversation(),
            answer.number())
        == 1;
  }

  /**
   * Notes once that an answer did not arrive, and lets its conversation wait again, unless the
   * hotline has it or a later answer was given. The agent who answered keeps it for some hours.
   *
   * @param why a reason, or the state if there is none
   * @return whether this was new, and no later answer was given
   */
  public boolean notArrived(Pending answer, String why, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          // First, as those who change a conversation do.
          Optional<Conversation> locked = queries.lock(answer.tenant(), answer.conversation());
          if (locked.isEmpty() || !remove(answer) || hasLaterAnswer(answer)) {
            return false;
          }
          reopen(locked.get(), answer, why, now);
          return true;
        }));
  }

  private boolean hasLaterAnswer(Pending answer) {
    return !jdbc.queryForList(
            "select 1 from conversation_entries where conversation = ? and number > ? and kind = ?",
            answer.conversation(),
            answer.number(),
            EntryKind.ANSWERED.id())
        .isEmpty();
  }

  private void reopen(Conversation conversation, Pending answer, String why, Instant now) {
    boolean stays =
        conversation.assignee() != null
            && answer.sentAt().plus(InboxStore.STAYS_WITH_WHO_ANSWERED).isAfter(now);
    Step step = new Step(EntryKind.NOT_ARRIVED, ConversationEntry.NOTIFIER, null, why, null);
    switch (conversation.state()) {
      case ANSWERED, CLOSED -> {
        ConversationState next = stays ? ConversationState.ASSIGNED : ConversationState.OPEN;
        var _ = changes.save(conversation, next, stays ? conversation.assignee() : null, step);
      }
      case OPEN, ASSIGNED, HANDED_OVER -> {
        var _ = changes.save(conversation, conversation.state(), conversation.assignee(), step);
      }
    }
  }
}
