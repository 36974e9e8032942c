package dev.notifier.store.inbox;

import dev.notifier.store.PgInstants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what is sent to the hotline, and gives each attempt to one worker. All times are of
 * PostgreSQL's clock. What is sent has the same id and body in each attempt, so a receiver knows it
 * again. Thread-safe; calls take part in the transaction of the caller.
 */
public final class HotlineEvents {
  private static final String STILL_OWNED = " where id = ? and owner = ? and due_at > now()";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public HotlineEvents(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * An event for the hotline.
   *
   * @param body JSON
   */
  public record Event(UUID id, UUID conversation, String tenant, String kind, String body) {
    /** Omits the body. */
    @Override
    public String toString() {
      return "Event[" + id + ", " + kind + "]";
    }
  }

  /**
   * An event that this worker sends.
   *
   * @param createdAt when it was made
   * @param attempts with this one
   * @param age since it was made
   */
  public record Leased(Event event, Instant createdAt, int attempts, Duration age) {}

  /** Adds an event, which is due at once. One that is known does not change. */
  public void add(Event event) {
    jdbc.update(
        """
        insert into hotline_events (id, conversation, tenant, kind, body) values (?, ?, ?, ?, ?)
        on conflict (id) do nothing
        """,
        event.id(),
        event.conversation(),
        event.tenant(),
        event.kind(),
        event.body());
  }

  /**
   * Takes the events that have been due for the longest time.
   *
   * @param owner unique among all workers
   * @param lease how long no other worker may take them
   */
  public List<Leased> claim(int most, String owner, Duration lease) {
    return jdbc.query(
        """
        with due as (
          select id from hotline_events where due_at <= now()
          order by due_at limit ? for update skip locked)
        update hotline_events e
        set owner = ?, due_at = now() + ? * interval '1 millisecond', attempts = e.attempts + 1
        from due where e.id = due.id
        returning e.*, extract(epoch from now() - e.created_at) as age
        """,
        (row, _) ->
            new Leased(
                new Event(
                    row.getObject("id", UUID.class),
                    row.getObject("conversation", UUID.class),
                    row.getString("tenant"),
                    row.getString("kind"),
                    row.getString("body")),
                PgInstants.get(row, "created_at"),
                row.getInt("attempts"),
                Duration.ofMillis(Math.round(row.getDouble("age") * 1_000))),
        most,
        owner,
        lease.toMillis());
  }

  /**
   * The hotline has accepted an event.
   *
   * @return false if the lease has ended
   */
  public boolean accepted(UUID id, String owner) {
    return jdbc.update("delete from hotline_events" + STILL_OWNED, id, owner) == 1;
  }

  /**
   * An attempt has failed.
   *
   * @param delay until the next one
   */
  public void failed(UUID id, String owner, Duration delay) {
    jdbc.update(
        "update hotline_events set owner = null, due_at = now() + ? * interval '1 millisecond'"
            + STILL_OWNED,
        delay.toMillis(),
        id,
        owner);
  }

  /**
   * Gives an event up: its conversation waits for an agent again, with an entry that says why. One
   * that an agent has answered or closed meanwhile stays as it is.
   *
   * @return false if the lease has ended
   */
  public boolean giveUp(Event event, String owner) {
    return Boolean.TRUE.equals(transaction.execute(_ -> givenUp(event, owner)));
  }

  private boolean givenUp(Event event, String owner) {
    // First, as those who change a conversation do.
    jdbc.query(
        "select 1 from conversations where id = ? for update",
        (row, _) -> row.getInt(1),
        event.conversation());
    if (!accepted(event.id(), owner)) {
      return false;
    }
    jdbc.update(
        """
        with opened as (
          update conversations set entries = entries + 1, version = version + 1, changed_at = now(),
            waiting_since = coalesce(waiting_since, now()),
            state = case when assignee is null then 'open' else 'assigned' end
          where id = ? and (state = 'handed-over' or waiting_since is not null)
          returning id, entries)
        insert into conversation_entries (conversation, number, kind, actor, detail)
        select id, entries, ?, ?, ? from opened
        """,
        event.conversation(),
        EntryKind.NOT_HANDED_OVER.id(),
        ConversationEntry.NOTIFIER,
        event.kind());
    return true;
  }

  /** How long the oldest event waits; zero if none does. */
  public Duration oldest() {
    return jdbc
        .query(
            """
            select extract(epoch from now() - created_at) from hotline_events
            order by created_at limit 1
            """,
            (row, _) -> Duration.ofMillis(Math.round(row.getDouble(1) * 1_000)))
        .stream()
        .findFirst()
        .orElse(Duration.ZERO);
  }
}
