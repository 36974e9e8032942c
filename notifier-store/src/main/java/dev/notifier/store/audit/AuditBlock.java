package dev.notifier.store.audit;

import dev.notifier.store.PgInstants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of the audit in their order, with a hash for each.
 *
 * @param number 1 for the first one, without gaps
 * @param at when it was made
 * @param keyId of the key
 * @param hashes {@link AuditKey#BYTES} for each row
 */
record AuditBlock(long number, Instant at, int keyId, List<UUID> ids, ByteBuffer hashes) {
  static final String COLUMNS = "number, at, key_id, ids, hashes";

  /** What the first block continues. */
  static final byte[] BEGINNING = new byte[AuditKey.BYTES];

  /** Before the bytes of a row, and in the place of one that was removed before it was chained. */
  private static final byte PRESENT = 1;

  private static final byte MISSING = 0;

  static AuditBlock of(ResultSet row, int ignored) throws SQLException {
    return new AuditBlock(
        row.getLong("number"),
        PgInstants.get(row, "at"),
        row.getInt("key_id"),
        List.of((UUID[]) row.getArray("ids").getArray()),
        ByteBuffer.wrap(row.getBytes("hashes")));
  }

  /** The hash of a row, by its place. */
  byte[] hash(int place) {
    byte[] hash = new byte[AuditKey.BYTES];
    hashes.get(place * AuditKey.BYTES, hash);
    return hash;
  }

  /** The hash that the next block continues. */
  byte[] head() {
    return hash(ids.size() - 1);
  }

  String headText() {
    return HexFormat.of().formatHex(head());
  }

  /** What the first row of a block continues: also number, time and length are chained. */
  static byte[] opening(AuditKey key, byte[] before, long number, Instant at, int rows) {
    Mac mac = key.chain();
    mac.update(before);
    mac.update("block".getBytes(StandardCharsets.US_ASCII));
    mac.update(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(number)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
            .putLong(rows)
            .array());
    return mac.doFinal();
  }

  /**
   * The hash of a row.
   *
   * @param before the one before
   * @param row null if there is no row of the id
   */
  static byte[] hash(AuditKey key, byte[] before, UUID id, @Nullable AuditRow row) {
    Mac mac = key.chain();
    mac.update(before);
    mac.update(row == null ? MISSING : PRESENT);
    mac.update(row == null ? AuditRow.bytes(id) : row.canonical());
    return mac.doFinal();
  }

  /** Omits the hashes. */
  @Override
  public String toString() {
    return "AuditBlock[" + number + ", rows=" + ids.size() + "]";
  }
}
