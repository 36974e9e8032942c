package dev.notifier.store.batches;

import dev.notifier.contracts.sending.BatchState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds batches and changes their states. Each change names the version of the row that it is based
 * on, so that it has no effect if the batch has changed meanwhile. The time is that of PostgreSQL's
 * clock. Thread-safe; calls take part in the transaction of the caller; all throw {@link
 * DataAccessException} if PostgreSQL is unavailable.
 */
public final class BatchStore {
  /** Where the first page of a list begins. */
  private static final UUID LAST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;

  public BatchStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Which batches of a tenant to list, the newest first.
   *
   * @param state null for all
   * @param type name of the event type; null for all
   * @param before the last id of the page before; null = from the newest
   */
  public record Filter(
      String tenant, @Nullable BatchState state, @Nullable String type, @Nullable UUID before) {}

  /** Finds a batch of a tenant. */
  public Optional<StoredBatch> find(String tenant, UUID id) {
    return jdbc
        .query(
            "select * from batches where id = ? and tenant = ?",
            (row, _) -> BatchRows.batch(row),
            id,
            tenant)
        .stream()
        .findFirst();
  }

  /** Finds a batch. */
  public Optional<StoredBatch> find(UUID id) {
    return jdbc
        .query("select * from batches where id = ?", (row, _) -> BatchRows.batch(row), id)
        .stream()
        .findFirst();
  }

  /**
   * Lists batches; a tenant has at most some thousands.
   *
   * @param maxRows the most batches
   */
  public List<StoredBatch> page(Filter filter, int maxRows) {
    return jdbc.query(
        """
        select * from batches
        where tenant = ? and id < ? and coalesce(state = ?, true) and coalesce(event_type = ?, true)
          and (state <> 'RECEIVING' or ended_at is null)
        order by id desc limit ?
        """,
        (row, _) -> BatchRows.batch(row),
        filter.tenant(),
        filter.before() == null ? LAST : filter.before(),
        filter.state() == null ? null : filter.state().name(),
        filter.type(),
        maxRows);
  }

  /**
   * Batches that are RUNNING, PAUSED or SENT, by id.
   *
   * @param after the last id of the page before; null = from the beginning
   */
  public List<StoredBatch> inState(BatchState state, @Nullable UUID after, int maxRows) {
    if (state != BatchState.RUNNING && state != BatchState.PAUSED && state != BatchState.SENT) {
      throw new IllegalArgumentException("No index finds batches that are " + state);
    }
    return jdbc.query(
        """
        select * from batches
        where state = ? and state in ('RECEIVING', 'RUNNING', 'PAUSED', 'SENT') and id > ?
        order by id limit ?
        """,
        (row, _) -> BatchRows.batch(row),
        state.name(),
        after == null ? new UUID(0, 0) : after,
        maxRows);
  }

  /**
   * Notes that another person has to release the batch.
   *
   * @param dryRun on which the release shall be based
   * @param by who asks for it
   */
  public boolean awaitRelease(StoredBatch seen, UUID dryRun, BatchPace pace, String by) {
    return move(
        seen,
        BatchState.AWAITING_RELEASE,
        """
        , requested_by = ?, dry_run = ?, start_at = ?, sending_from = ?, sending_until = ?,
          finish_by = ?, max_per_second = ?
        """,
        by,
        dryRun,
        time(pace.startAt()),
        pace.from(),
        pace.until(),
        time(pace.finishBy()),
        pace.maxPerSecond());
  }

  /**
   * Releases the batch: its lines are sent.
   *
   * @param dryRun on which the release is based
   * @param by who releases it
   * @return whether nothing has changed since the batch was seen
   */
  public boolean release(StoredBatch seen, UUID dryRun, BatchPace pace, String by) {
    return move(
        seen,
        BatchState.RUNNING,
        """
        , released_at = now(), released_by = ?, dry_run = ?, start_at = ?, sending_from = ?,
          sending_until = ?, finish_by = ?, max_per_second = ?
        """,
        by,
        dryRun,
        time(pace.startAt()),
        pace.from(),
        pace.until(),
        time(pace.finishBy()),
        pace.maxPerSecond());
  }

  /**
   * Pauses the batch.
   *
   * @param reason without personal data
   */
  public boolean pause(StoredBatch seen, String reason) {
    return move(seen, BatchState.PAUSED, ", reason = ?", reason);
  }

  /** Continues the batch. */
  public boolean resume(StoredBatch seen) {
    return move(seen, BatchState.RUNNING, ", reason = null");
  }

  /**
   * Changes when and how fast the lines of a batch are sent that is RUNNING or PAUSED. Its state
   * stays, and when that has changed.
   */
  public boolean changePace(StoredBatch seen, BatchPace pace) {
    return jdbc.update(
            """
            update batches set version = version + 1, start_at = ?, sending_from = ?,
              sending_until = ?, finish_by = ?, max_per_second = ?
            where id = ? and version = ? and state in ('RUNNING', 'PAUSED')
            """,
            time(pace.startAt()),
            pace.from(),
            pace.until(),
            time(pace.finishBy()),
            pace.maxPerSecond(),
            seen.id(),
            seen.version())
        == 1;
  }

  /** Ends the batch: lines that were not sent never are. */
  public boolean cancel(StoredBatch seen) {
    return move(seen, BatchState.CANCELLED, ", ended_at = now(), question = null");
  }

  /**
   * Ends a paused batch as {@link #cancel(StoredBatch)} does, if it was paused for too long by
   * PostgreSQL's clock.
   *
   * @param longest pause; one that began before the release that limits them counts from its
   *     migration on
   * @param reason without personal data
   * @return whether it has ended
   */
  public boolean giveUp(StoredBatch seen, Duration longest, String reason) {
    return update(
        BatchState.CANCELLED,
        """
        update batches set version = version + 1, changed_at = now(), state = ?, ended_at = now(),
          reason = ?
        where id = ? and version = ? and state = 'PAUSED'
          and greatest(changed_at, pauses_count_from) < now() - ?::interval
        """,
        BatchState.CANCELLED.name(),
        reason,
        seen.id(),
        seen.version(),
        longest.toString());
  }

  /** Notes that no line waits to be submitted. */
  public boolean sent(StoredBatch seen) {
    return move(seen, BatchState.SENT, ", reason = null");
  }

  /** Notes that every line has ended. */
  public boolean done(StoredBatch seen) {
    return move(seen, BatchState.DONE, ", ended_at = now()");
  }

  /**
   * Reads the file again with other settings.
   *
   * @param settings JSON
   * @param by who says so
   */
  public boolean readAgain(StoredBatch seen, String settings, String by) {
    return move(
        seen,
        BatchState.PARSING,
        """
        , settings = ?::jsonb, settings_number = settings_number + 1, settings_by = ?, question = null,
          summary = null, dry_run = null, requested_by = null, correction_of = null, type_version = null,
          template_id = null, template_version = null, read_lines = 0, valid_lines = 0,
          refused_lines = 0, chunks = 0
        """,
        settings,
        by);
  }

  /**
   * Notes that something must be said before the file can be read.
   *
   * @param question JSON
   */
  public boolean ask(StoredBatch seen, String question) {
    return move(seen, BatchState.NEEDS_ANSWER, ", question = ?::jsonb", question);
  }

  /**
   * Notes that the file cannot be read.
   *
   * @param reason what to do, without values of the file
   */
  public boolean unreadable(StoredBatch seen, String reason) {
    return move(seen, BatchState.UNREADABLE, ", ended_at = now(), reason = ?", reason);
  }

  /**
   * Notes that all lines are read and checked.
   *
   * @param type with the versions with which they were checked
   * @param summary JSON; null if there is no file
   */
  public boolean ready(
      StoredBatch seen, StoredBatch.Type type, StoredBatch.Lines lines, @Nullable String summary) {
    return move(
        seen,
        BatchState.READY,
        """
        , type_version = ?, template_id = ?, template_version = ?, read_lines = ?,
          valid_lines = ?, refused_lines = ?, chunks = ?, summary = ?::jsonb
        """,
        type.version(),
        type.template(),
        type.templateVersion(),
        lines.read(),
        lines.valid(),
        lines.refused(),
        lines.chunks(),
        summary);
  }

  /** Notes how many lines were read, while the others are. Does not change the version. */
  public void progress(StoredBatch seen, int read, int valid, int refused) {
    jdbc.update(
        """
        update batches set read_lines = ?, valid_lines = ?, refused_lines = ?
        where id = ? and version = ?
        """,
        read,
        valid,
        refused,
        seen.id(),
        seen.version());
  }

  /**
   * Notes that the file is the corrected report of another batch of the same tenant and event type,
   * if there is one. Does not change the version.
   */
  public void correct(StoredBatch seen, UUID corrected) {
    jdbc.update(
        """
        update batches b set correction_of = c.id from batches c
        where b.id = ? and b.version = ? and c.id = ? and c.tenant = b.tenant
          and c.event_type = b.event_type and c.id <> b.id
        """,
        seen.id(),
        seen.version(),
        corrected);
  }

  /**
   * Finds another corrected copy of the same report that was released and has sent lines or will.
   * Until the end of the transaction, no other copy is released.
   *
   * @return empty if the batch corrects no report
   */
  public Optional<StoredBatch> otherCorrection(StoredBatch seen) {
    if (seen.correctionOf() == null) {
      return Optional.empty();
    }
    jdbc.query("select 1 from batches where id = ? for update", _ -> {}, seen.correctionOf());
    return jdbc
        .query(
            """
            select * from batches
            where correction_of = ? and tenant = ? and id <> ? and released_at is not null
              and (state <> 'CANCELLED' or fed_lines > 0)
            order by released_at desc limit 1
            """,
            (row, _) -> BatchRows.batch(row),
            seen.correctionOf(),
            seen.tenant(),
            seen.id())
        .stream()
        .findFirst();
  }

  private boolean move(StoredBatch seen, BatchState next, String set, @Nullable Object... values) {
    if (!seen.state().canBecome(next)) {
      throw new IllegalStateException("A batch that is " + seen.state() + " never is " + next);
    }
    List<@Nullable Object> all = new ArrayList<>();
    all.add(next.name());
    all.addAll(Arrays.asList(values));
    all.add(seen.id());
    all.add(seen.version());
    String update =
        "update batches set version = version + 1, changed_at = now(), state = ?"
            + set
            + " where id = ? and version = ?";
    return update(next, update, all.toArray());
  }

  private boolean update(BatchState next, String update, @Nullable Object... values) {
    return jdbc.update(
            BatchNotices.NOTICED.contains(next) ? BatchNotices.noticing(update) : update, values)
        == 1;
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
