package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.store.PgInstants;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnmatchedReceipt;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maps rows of {@code notifications} and {@code submissions} to records. */
final class TrackRows {
  private TrackRows() {}

  /** Maps a locked row with the columns of {@link TrackSql#COLUMNS}. */
  static TrackedNotification notification(ResultSet row) throws SQLException {
    return new TrackedNotification(
        row.getObject("id", UUID.class),
        new NotificationOrigin(
            row.getString("tenant"),
            row.getString("source"),
            row.getString("event_id"),
            row.getString("type"),
            new Origin(
                row.getString("group_id"),
                row.getString("template_id"),
                row.getInt("template_version"),
                row.getObject("batch_id", UUID.class))),
        deliveryState(row),
        null);
  }

  /** Maps a row of {@link TrackSql#READ}. */
  static TrackedNotification unlocked(ResultSet row) throws SQLException {
    TrackedNotification read = notification(row);
    return new TrackedNotification(
        read.id(), read.origin(), read.delivery(), row.getString("xmin"));
  }

  private static DeliveryState deliveryState(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new DeliveryState(
        row.getString("route"),
        row.getInt("segments"),
        NotificationState.valueOf(row.getString("state")),
        reason == null ? null : FailureReason.valueOf(reason),
        row.getString("detail"),
        row.getString("confidence"),
        row.getBoolean("possible_duplicate"),
        row.getInt("attempt"),
        new SegmentBits(
            row.getLong("accepted_segments"),
            row.getLong("rejected_segments"),
            row.getLong("delivered_segments"),
            row.getLong("failed_segments"),
            row.getLong("unconfirmed_segments")),
        strings(row.getArray("message_ids")),
        PgInstants.getNullable(row, "submitted_at"),
        PgInstants.getNullable(row, "finished_at"),
        PgInstants.getNullable(row, "unconfirmed_since"));
  }

  static SubmissionKey key(ResultSet row) throws SQLException {
    return new SubmissionKey(
        row.getShort("account"), row.getString("message_id"), row.getLong("number"));
  }

  static SegmentReceipt receipt(ResultSet row) throws SQLException {
    return new SegmentReceipt(
        key(row),
        row.getObject("notification_id", UUID.class),
        row.getInt("segment"),
        ReceiptOutcome.valueOf(row.getString("receipt_state")),
        row.getString("receipt_error"),
        PgInstants.get(row, "receipt_at"));
  }

  /** The segment of a row as if it had no final receipt. */
  static SubmissionOwner owner(ResultSet row) throws SQLException {
    return new SubmissionOwner(
        key(row),
        row.getObject("notification_id", UUID.class),
        row.getInt("segment"),
        PgInstants.get(row, "responded_at"),
        true);
  }

  static UnmatchedReceipt unmatched(ResultSet row) throws SQLException {
    return new UnmatchedReceipt(
        key(row),
        row.getLong("other_number"),
        ReceiptOutcome.valueOf(row.getString("receipt_state")),
        PgInstants.get(row, "receipt_at"),
        ReceiptReading.split(row.getString("readings")),
        PgInstants.get(row, "unmatched_since"));
  }

  private static List<@Nullable String> strings(Array array) throws SQLException {
    List<@Nullable String> strings = new ArrayList<>();
    for (@Nullable Object element : (@Nullable Object[]) array.getArray()) {
      strings.add((@Nullable String) element);
    }
    return strings;
  }
}
