package dev.notifier.store.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored row of the audit. The names are those of {@link AuditEntry}.
 *
 * @param texts the columns of {@link #TEXTS}, in their order
 */
public record AuditRow(UUID id, List<@Nullable String> texts, List<UUID> notifications) {
  /** The columns in the order in which they are chained; it never changes. */
  static final List<String> TEXTS =
      List.of(
          "subject_ref",
          "tenant",
          "actor",
          "actor_kind",
          "operation",
          "outcome",
          "target_kind",
          "target",
          "reason",
          "request_id",
          "network",
          "detail");

  static final String COLUMNS = "id, notifications, " + String.join(", ", TEXTS);

  private static final int ABSENT = -1;

  /** When it was written, by PostgreSQL's clock, in milliseconds. */
  public Instant at() {
    return timeOf(id);
  }

  /** The value of a column; null if it has none. */
  public @Nullable String text(String column) {
    return texts.get(TEXTS.indexOf(column));
  }

  /** The time in the first 48 bits of a version 7 UUID (RFC 9562, section 5.7). */
  static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  static AuditRow of(ResultSet row) throws SQLException {
    List<@Nullable String> texts = new ArrayList<>(TEXTS.size());
    for (String column : TEXTS) {
      texts.add(row.getString(column));
    }
    Array shown = row.getArray("notifications");
    return new AuditRow(
        row.getObject("id", UUID.class),
        texts,
        shown == null ? List.of() : List.of((UUID[]) shown.getArray()));
  }

  /** The bytes that are chained. No two different rows have the same. */
  byte[] canonical() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(bytes(id));
    for (String text : texts) {
      byte @Nullable [] utf8 = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(number(utf8 == null ? ABSENT : utf8.length));
      if (utf8 != null) {
        out.writeBytes(utf8);
      }
    }
    out.writeBytes(number(notifications.size()));
    notifications.forEach(each -> out.writeBytes(bytes(each)));
    return out.toByteArray();
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /** Omits the content. */
  @Override
  public String toString() {
    return "AuditRow[" + id + "]";
  }
}
