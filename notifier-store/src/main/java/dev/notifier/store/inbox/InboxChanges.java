package dev.notifier.store.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Changes conversations that the caller has locked. Thread-safe; calls take part in the transaction
 * of the caller.
 */
public final class InboxChanges {
  private final JdbcTemplate jdbc;

  public InboxChanges(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * What is done in a conversation.
   *
   * @param text the answer, the note, or the reason; null if there is none
   * @param detail the entry of the knowledge base of an answer, the new assignee, or the correction
   * @param inbound the message that is answered or corrected; null if it is about none
   */
  public record Step(
      EntryKind kind,
      String actor,
      @Nullable String text,
      @Nullable String detail,
      @Nullable UUID inbound) {
    /** Omits the text. */
    @Override
    public String toString() {
      return "Step[" + kind + "]";
    }
  }

  /**
   * Stores a step and the state after it, and counts the wait that it ends. What waits again waits
   * since now. If it is answered, closed or reopened, the hotline does not get any more what it has
   * not accepted yet. An answer is watched by {@link PendingAnswers}.
   *
   * @param conversation as it was locked
   * @return the number of the entry
   */
  public int save(
      Conversation conversation, ConversationState next, @Nullable String assignee, Step step) {
    int number = conversation.entries() + 1;
    jdbc.update(
        """
        with changed as (
          update conversations set version = version + 1, entries = ?, changed_at = now(), state = ?,
            assignee = ?, waiting_since = case when ? then coalesce(waiting_since, now()) end,
            call_back = call_back and ?
          where id = ?
          returning tenant, topic, state, waiting_since, old.waiting_since as waited_since
        )
        insert into inbox_figures as known (tenant, day, hour, topic, actor, outcome, bucket, conversations)
        select tenant, timezone('Asia/Ho_Chi_Minh', now())::date,
          extract(hour from timezone('Asia/Ho_Chi_Minh', now())), topic, ?, state,
          width_bucket(extract(epoch from now() - waited_since)::float8, ?::float8[]), 1
        from changed where waited_since is not null and waiting_since is null
        on conflict (tenant, day, hour, topic, actor, outcome, bucket) do update
        set conversations = known.conversations + 1
        """,
        number,
        next.id(),
        assignee,
        next.isWaiting(),
        next.isWaiting(),
        conversation.id(),
        step.actor(),
        new SqlArrayValue(
            "float8", InboxFigures.BOUNDS.stream().map(Integer::doubleValue).toArray()));
    addEntry(conversation.id(), number, step);
    if (next == ConversationState.ANSWERED
        || next == ConversationState.CLOSED
        || step.kind() == EntryKind.REOPENED) {
      jdbc.update("delete from hotline_events where conversation = ?", conversation.id());
    }
    return number;
  }

  private void addEntry(UUID conversation, int number, Step step) {
    jdbc.update(
        """
        insert into conversation_entries (conversation, number, kind, actor, text, detail, inbound_id)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        conversation,
        number,
        step.kind().id(),
        step.actor(),
        step.text(),
        step.detail(),
        step.inbound());
    if (step.kind() == EntryKind.ANSWERED) {
      jdbc.update(
          "insert into agent_answers (conversation, number) values (?, ?)", conversation, number);
    }
  }

  /**
   * Stores a correction beside the decision about a message.
   *
   * @param correction what the message is, such as {@code opt-out}
   */
  public void correct(UUID message, String correction, String by) {
    jdbc.update(
        """
        update inbound_messages set correction = ?, corrected_by = ?, corrected_at = now()
        where id = ?
        """,
        correction,
        by,
        message);
  }

  /**
   * Deletes figures of old days.
   *
   * @param before the first day that is kept
   * @return how many were deleted
   */
  public int deleteFigures(LocalDate before, int maxRows) {
    return jdbc.update(
        """
        delete from inbox_figures where ctid = any(array(
          select ctid from inbox_figures where day < ? order by day limit ?))
        """,
        before,
        maxRows);
  }

  /**
   * Deletes the conversations whose last message or change is the oldest. Skips locked rows.
   *
   * @return how many were deleted
   */
  public int delete(Instant before, int maxRows) {
    return jdbc.update(
        """
        delete from conversations where id in (
          select id from conversations where changed_at < ? order by changed_at limit ?
          for update skip locked)
        """,
        before.atOffset(ZoneOffset.UTC),
        maxRows);
  }
}
