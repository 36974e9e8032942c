package dev.notifier.store.exports;

import dev.notifier.store.PgInstants;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores exports and the parts of their files. The time is that of PostgreSQL's clock. Thread-safe;
 * calls take part in the transaction of the caller.
 */
public final class ExportStore {
  /** How large a file may become, compressed. */
  public static final long MAX_FILE_BYTES = 2L << 30;

  /** Why the job of an export has failed that became larger than allowed. */
  public static final String TOO_LARGE =
      "The export is larger than allowed. Select a shorter time, or less.";

  /** Of {@link #create}: the number in pg_locks. */
  private static final int LOCK = 136;

  private static final String KEPT = "now() + interval '24 hours'";

  /** One that is deleted has no time left; its parts are deleted later. */
  private static final String DELETED = "'-infinity'";

  private static final String EXISTS = "e.expires_at > " + DELETED;

  private static final String OPEN = "j.state in ('waiting', 'running')";

  private static final String FIND =
      "select e.*, j.state, j.error from exports e left join jobs j on j.id = e.job where e.tenant = ? and "
          + EXISTS
          + " and (e.expires_at > now() or "
          + OPEN
          + ")";

  private final JdbcTemplate jdbc;
  private final JobStore jobs;

  public ExportStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jobs = new JobStore(dataSource);
  }

  /**
   * How much there may be. An export that is not done counts as large as it may become.
   *
   * @param open exports of a tenant that are not done
   * @param kept exports of a tenant
   * @param bytesOfTenant compressed, before another one begins
   * @param bytes of all tenants, compressed, before another one begins
   */
  public record Limits(int open, int kept, long bytesOfTenant, long bytes) {}

  /**
   * Adds an export with its job. Needs a transaction.
   *
   * @param order what the export with an id is
   * @return empty if there is as much as allowed
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<UUID> create(
      String tenant, boolean clear, String by, Function<UUID, ExportOrder> order, Limits limits) {
    jdbc.query("select pg_advisory_xact_lock(1852797033, ?)", _ -> {}, LOCK);
    Boolean allowed =
        jdbc.queryForObject(
            """
            select count(*) filter (where own and open) < ?
              and count(*) filter (where own and not deleted) < ?
              and coalesce(sum(most) filter (where own), 0) < ?
              and coalesce(sum(most), 0) < ?
            from (
              select e.tenant = ? as own, not (%s) as deleted, (%s) is true as open,
                case when %s then greatest(e.bytes, ?) else e.bytes end as most
              from exports e left join jobs j on j.id = e.job) all_exports
            """
                .formatted(EXISTS, OPEN, OPEN),
            Boolean.class,
            limits.open(),
            limits.kept(),
            limits.bytesOfTenant(),
            limits.bytes(),
            tenant,
            MAX_FILE_BYTES);
    if (!Boolean.TRUE.equals(allowed)) {
      return Optional.empty();
    }
    UUID id =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "insert into exports (tenant, clear, created_by, expires_at) values (?, ?, ?, "
                    + KEPT
                    + ") returning id",
                UUID.class,
                tenant,
                clear,
                by));
    UUID job = jobs.add(new NewJob(tenant, ExportOrder.KIND, order.apply(id), null, by));
    jdbc.update("update exports set job = ? where id = ?", job, id);
    return Optional.of(id);
  }

  /**
   * Finds an export of a tenant.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<StoredExport> find(String tenant, UUID id) {
    return jdbc.query(FIND + " and e.id = ?", (row, _) -> export(row), tenant, id).stream()
        .findFirst();
  }

  /**
   * Lists the exports of a tenant, the newest first. There are as many as {@link Limits#kept}
   * allows.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<StoredExport> all(String tenant) {
    return jdbc.query(FIND + " order by e.id desc", (row, _) -> export(row), tenant);
  }

  private static StoredExport export(ResultSet row) throws SQLException {
    return new StoredExport(
        row.getObject("id", UUID.class),
        row.getObject("job", UUID.class),
        row.getString("state"),
        row.getString("error"),
        row.getBoolean("clear"),
        row.getLong("rows"),
        row.getLong("bytes"),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        PgInstants.getNullable(row, "done_at"),
        PgInstants.get(row, "expires_at"));
  }

  /**
   * How many parts a file has.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public int parts(UUID export) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select coalesce(max(number) + 1, 0) from export_chunks where export_id = ?",
            Integer.class,
            export));
  }

  /**
   * Reads a part of a file.
   *
   * @param number from 0
   * @return a member of a gzip file; empty if there is none, or if the export is deleted
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<byte[]> chunk(UUID export, int number) {
    return jdbc
        .query(
            "select c.content from export_chunks c join exports e on e.id = c.export_id"
                + " where c.export_id = ? and c.number = ? and "
                + EXISTS,
            (row, _) -> row.getBytes(1),
            export,
            number)
        .stream()
        .findFirst();
  }

  /**
   * Adds a part.
   *
   * @param content a member of a gzip file
   * @param rows that it has
   * @return how many bytes there are now; empty if the export was deleted
   */
  public Optional<Long> append(UUID export, int number, byte[] content, long rows) {
    Optional<Long> bytes =
        jdbc
            .query(
                "update exports e set rows = rows + ?, bytes = bytes + ?, expires_at = "
                    + KEPT
                    + " where id = ? and "
                    + EXISTS
                    + " returning bytes",
                (row, _) -> row.getLong(1),
                rows,
                content.length,
                export)
            .stream()
            .findFirst();
    if (bytes.isPresent()) {
      jdbc.update(
          "insert into export_chunks (export_id, number, content) values (?, ?, ?)",
          export,
          number,
          content);
    }
    return bytes;
  }

  /**
   * Reads how large a file is.
   *
   * @return compressed; 0 if there is no such export
   */
  public long bytes(UUID export) {
    return jdbc
        .query("select bytes from exports where id = ?", (row, _) -> row.getLong(1), export)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /**
   * Deletes parts, so that the file can be written again.
   *
   * @param maxParts how many; a large file needs several calls
   * @return whether no part is left; until then, the file has its size
   */
  public boolean isCleared(UUID export, int maxParts) {
    if (deleteParts(export, maxParts) == maxParts) {
      return false;
    }
    jdbc.update("update exports set rows = 0, bytes = 0 where id = ?", export);
    return true;
  }

  private int deleteParts(UUID export, int maxParts) {
    return jdbc.update(
        """
        delete from export_chunks where export_id = ? and number in (
          select number from export_chunks where export_id = ? order by number limit ?)
        """,
        export,
        export,
        maxParts);
  }

  /** Notes that everything is written. */
  public void finish(UUID export) {
    jdbc.update(
        "update exports e set done_at = now(), expires_at = "
            + KEPT
            + " where id = ? and "
            + EXISTS,
        export);
  }

  /**
   * Deletes an export, and cancels its job. No one finds it any more; {@link #deleteExpired}
   * deletes its file.
   *
   * @param by who deletes it
   * @return whether the tenant has it
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public boolean delete(String tenant, UUID id, String by) {
    Optional<UUID> job =
        jdbc
            .query(
                "update exports e set expires_at = "
                    + DELETED
                    + " where id = ? and tenant = ? and "
                    + EXISTS
                    + " returning job",
                (row, _) -> row.getObject(1, UUID.class),
                id,
                tenant)
            .stream()
            .findFirst();
    job.ifPresent(each -> jobs.cancel(tenant, each, by));
    return job.isPresent();
  }

  /** An export whose parts are not needed, and whether it is not needed itself. */
  private record Unneeded(UUID export, boolean expired) {}

  /**
   * Deletes parts of one export whose time is over, and then the export; or parts of one that has
   * failed, which no one can fetch. One that is still being written is kept.
   *
   * @param maxParts how many
   * @return how many exports were deleted; empty if there is nothing to delete
   */
  public Optional<Integer> deleteExpired(int maxParts) {
    return jdbc
        .query(
            """
            select e.id, e.expires_at <= now() from exports e left join jobs j on j.id = e.job
            where e.expires_at <= now() and (%s) is not true
              or e.bytes > 0 and e.done_at is null and j.state = 'failed'
            order by e.expires_at limit 1
            """
                .formatted(OPEN),
            (row, _) -> new Unneeded(row.getObject(1, UUID.class), row.getBoolean(2)))
        .stream()
        .findFirst()
        .map(each -> delete(each, maxParts));
  }

  private int delete(Unneeded unneeded, int maxParts) {
    if (deleteParts(unneeded.export(), maxParts) == maxParts) {
      return 0;
    }
    if (unneeded.expired()) {
      return jdbc.update("delete from exports where id = ?", unneeded.export());
    }
    jdbc.update("update exports set bytes = 0 where id = ?", unneeded.export());
    return 0;
  }
}
