package dev.notifier.store.batches;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of batches. */
final class BatchRows {
  private BatchRows() {}

  static StoredBatch batch(ResultSet row) throws SQLException {
    return new StoredBatch(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        row.getString("tenant"),
        row.getString("name"),
        BatchState.valueOf(row.getString("state")),
        type(row),
        file(row),
        row.getInt("settings_number"),
        row.getString("settings"),
        row.getString("question"),
        row.getString("reason"),
        row.getString("summary"),
        lines(row),
        row.getObject("dry_run", UUID.class),
        pace(row),
        new StoredBatch.People(
            row.getString("created_by"),
            row.getString("settings_by"),
            row.getString("requested_by"),
            row.getString("released_by")),
        times(row),
        row.getObject("retry_of", UUID.class),
        row.getObject("correction_of", UUID.class),
        measured(row));
  }

  private static StoredBatch.Type type(ResultSet row) throws SQLException {
    return new StoredBatch.Type(
        row.getString("event_type"),
        row.getObject("type_version", Integer.class),
        row.getString("template_id"),
        row.getObject("template_version", Integer.class));
  }

  private static StoredBatch.File file(ResultSet row) throws SQLException {
    byte @Nullable [] sha256 = row.getBytes("file_sha256");
    return new StoredBatch.File(
        row.getString("file_kind"),
        row.getLong("file_bytes"),
        sha256 == null ? null : HexFormat.of().formatHex(sha256),
        row.getString("again"));
  }

  private static StoredBatch.Lines lines(ResultSet row) throws SQLException {
    return new StoredBatch.Lines(
        row.getInt("read_lines"),
        row.getInt("valid_lines"),
        row.getInt("refused_lines"),
        row.getInt("chunks"),
        row.getInt("next_chunk"),
        row.getInt("fed_lines"));
  }

  private static BatchPace pace(ResultSet row) throws SQLException {
    return new BatchPace(
        PgInstants.getNullable(row, "start_at"),
        row.getObject("sending_from", LocalTime.class),
        row.getObject("sending_until", LocalTime.class),
        PgInstants.getNullable(row, "finish_by"),
        row.getObject("max_per_second", Integer.class));
  }

  private static StoredBatch.@Nullable Measured measured(ResultSet row) throws SQLException {
    Instant at = PgInstants.getNullable(row, "measured_at");
    if (at != null) {
      return new StoredBatch.Measured(at, row.getInt("measured_lines"));
    }
    Instant next = PgInstants.getNullable(row, "next_measured_at");
    return next == null ? null : new StoredBatch.Measured(next, row.getInt("next_measured_lines"));
  }

  private static StoredBatch.Times times(ResultSet row) throws SQLException {
    return new StoredBatch.Times(
        PgInstants.get(row, "created_at"),
        PgInstants.get(row, "changed_at"),
        PgInstants.getNullable(row, "released_at"),
        PgInstants.getNullable(row, "ended_at"),
        PgInstants.getNullable(row, "cleared_at"));
  }
}
