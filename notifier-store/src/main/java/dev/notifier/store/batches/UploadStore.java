package dev.notifier.store.batches;

import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the files of batches in parts, while they arrive. Thread-safe; calls take part in the
 * transaction of the caller; all throw {@link DataAccessException} if PostgreSQL is unavailable.
 */
public final class UploadStore {
  /** Of all parts but the last one. */
  public static final int PART_BYTES = 1 << 20;

  /** Of {@link #begin}: the number in pg_locks. */
  private static final int LOCK = 146;

  /** Parts that are deleted while the sender waits. */
  private static final int MAX_AT_ONCE = 64;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobStore jobs;

  public UploadStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.jobs = new JobStore(dataSource);
  }

  /**
   * How much there may be.
   *
   * @param receiving files of a tenant that arrive
   * @param open batches of a tenant that have not ended
   * @param bytesOfTenant of the files of a tenant that are stored, before another one begins
   * @param bytes of all files that are stored, before another one begins
   */
  public record Limits(int receiving, int open, long bytesOfTenant, long bytes) {}

  /**
   * A batch whose file begins to arrive.
   *
   * @param type name of the event type
   * @param kind csv, tsv, ndjson or xlsx
   * @param again why the same file is sent again; null if it must be the first
   * @param by who sends it
   */
  public record NewBatch(
      String tenant, String name, String type, String kind, @Nullable String again, String by) {}

  /**
   * Adds a batch that is RECEIVING. Parallel calls never exceed the limits.
   *
   * @return empty if there is as much as allowed
   */
  public Optional<UUID> begin(NewBatch batch, Limits limits) {
    return transaction.execute(_ -> beginLocked(batch, limits));
  }

  private Optional<UUID> beginLocked(NewBatch batch, Limits limits) {
    jdbc.query("select pg_advisory_xact_lock(1852797033, ?)", _ -> {}, LOCK);
    Boolean allowed =
        jdbc.queryForObject(
            """
            select count(*) filter (where tenant = ? and state = 'RECEIVING' and not given_up) < ?
              and count(*) filter (where tenant = ? and not given_up) < ?
              and coalesce(sum(file_bytes) filter (where tenant = ? and stored), 0) < ?
              and coalesce(sum(file_bytes) filter (where stored), 0) < ?
            from (
              select tenant, state, file_bytes, ended_at is not null as given_up, state in (
                'RECEIVING', 'PARSING', 'NEEDS_ANSWER', 'READY', 'AWAITING_RELEASE') as stored
              from batches where ended_at is null or state = 'RECEIVING') open
            """,
            Boolean.class,
            batch.tenant(),
            limits.receiving(),
            batch.tenant(),
            limits.open(),
            batch.tenant(),
            limits.bytesOfTenant(),
            limits.bytes());
    if (!Boolean.TRUE.equals(allowed)) {
      return Optional.empty();
    }
    return Optional.of(
        Objects.requireNonNull(
            jdbc.queryForObject(
                """
                insert into batches (tenant, name, event_type, file_kind, again, state, created_by)
                values (?, ?, ?, ?, ?, 'RECEIVING', ?) returning id
                """,
                UUID.class,
                batch.tenant(),
                batch.name(),
                batch.type(),
                batch.kind(),
                batch.again(),
                batch.by())));
  }

  /**
   * Adds a part.
   *
   * @param number from 0
   * @param bytes {@link #PART_BYTES}, or less if it is the last one
   * @return false if the batch was deleted meanwhile, its file is complete, or it has this part
   */
  public boolean append(UUID batch, int number, byte[] bytes) {
    try {
      return isAppended(batch, number, bytes);
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  private boolean isAppended(UUID batch, int number, byte[] bytes) {
    return jdbc.update(
            """
            with receiving as (
              update batches set file_bytes = file_bytes + ?, changed_at = now()
              where id = ? and state = 'RECEIVING' and ended_at is null returning id)
            insert into upload_chunks (batch_id, number, bytes) select id, ?, ? from receiving
            """,
            bytes.length,
            batch,
            number,
            bytes)
        == 1;
  }

  /**
   * The batch of the same file and event type that is not sent again, if there is one.
   *
   * @param sha256 of the file
   */
  public Optional<UUID> same(String tenant, String type, byte[] sha256) {
    return jdbc
        .query(
            """
            select id from batches
            where tenant = ? and event_type = ? and file_sha256 = ? and again is null
              and state <> 'UNREADABLE'
            """,
            (row, _) -> row.getObject(1, UUID.class),
            tenant,
            type,
            sha256)
        .stream()
        .findFirst();
  }

  /**
   * Notes that the file is complete, and adds the job that reads it. Needs a transaction.
   *
   * @return false if the batch was deleted meanwhile
   * @throws DuplicateKeyException if another batch got the same file at this moment
   */
  public boolean complete(UUID batch, String tenant, byte[] sha256, String by) {
    boolean complete =
        jdbc.update(
                """
                update batches set version = version + 1, changed_at = now(), state = 'PARSING',
                  file_sha256 = ? where id = ? and state = 'RECEIVING' and ended_at is null
                """,
                sha256,
                batch)
            == 1;
    if (complete) {
      addParsing(batch, tenant, by);
    }
    return complete;
  }

  /** Adds the job that reads the file. */
  public void addParsing(UUID batch, String tenant, String by) {
    jobs.add(new NewJob(tenant, BatchJob.PARSE, new BatchJob(batch, null), null, by));
  }

  /** Deletes a batch whose file has not arrived; a job deletes one with many parts. */
  public void giveUp(UUID batch) {
    jdbc.update("update batches set ended_at = now() where id = ? and state = 'RECEIVING'", batch);
    jdbc.update(
        """
        delete from batches where id = ? and state = 'RECEIVING'
          and (select count(*) from upload_chunks where batch_id = ?) <= ?
        """,
        batch,
        batch,
        MAX_AT_ONCE);
  }

  /**
   * Gives up batches of which no part has arrived for an hour, and deletes those whose parts are
   * deleted.
   *
   * @param maxBatches how many of each
   * @return how many were deleted
   */
  int deleteAbandoned(int maxBatches) {
    jdbc.update(
        """
        update batches set ended_at = now() where id in (
          select id from batches
          where state = 'RECEIVING' and ended_at is null
            and changed_at < now() - interval '1 hour' limit ?)
        """,
        maxBatches);
    return jdbc.update(
        """
        delete from batches where id in (
          select b.id from batches b
          where b.state = 'RECEIVING' and b.ended_at is not null
            and not exists (select 1 from upload_chunks u where u.batch_id = b.id)
          limit ?)
        """,
        maxBatches);
  }

  /** Whether the file of the batch still arrives. */
  public boolean isReceiving(UUID batch) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select exists (
              select 1 from batches where id = ? and state = 'RECEIVING' and ended_at is null)
            """,
            Boolean.class,
            batch));
  }

  /** Reads a part; empty if there is none. */
  public Optional<byte[]> part(UUID batch, int number) {
    return jdbc
        .query(
            "select bytes from upload_chunks where batch_id = ? and number = ?",
            (row, _) -> row.getBytes(1),
            batch,
            number)
        .stream()
        .findFirst();
  }

  /**
   * Deletes parts of a file that is not needed any more.
   *
   * @return whether none is left
   */
  public boolean isCleared(UUID batch, int maxParts) {
    return jdbc.update(
            """
            delete from upload_chunks where batch_id = ? and number in (
              select number from upload_chunks where batch_id = ? order by number limit ?)
            """,
            batch,
            batch,
            maxParts)
        < maxParts;
  }
}
