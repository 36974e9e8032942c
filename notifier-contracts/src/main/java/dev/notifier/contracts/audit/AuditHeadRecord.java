package dev.notifier.contracts.audit;

import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The end of the audit's chain at some time, on {@code notifier.audit-heads} under {@value #KEY}.
 * The chain must have this block for ever.
 *
 * @param v version of this format, {@value #VERSION}
 * @param acceptance how often an operator has accepted another chain, such as that of a restored
 *     backup; from 0
 * @param block its number; 0 if the accepted chain has no block
 * @param hash of its last row, in 64 hexadecimal digits; any text if there is no block
 */
public record AuditHeadRecord(int v, int acceptance, long block, String hash)
    implements VersionedRecord {
  public static final int VERSION = 1;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** There is one chain. */
  public static final String KEY = "head";

  /** How it is read. */
  public static final RecordFormat<AuditHeadRecord> FORMAT =
      new RecordFormat<>(AuditHeadRecord.class, VERSION);

  /** Which of two was noted later: what an operator has accepted counts, and then the block. */
  public static final Comparator<AuditHeadRecord> ORDER =
      Comparator.comparingInt(AuditHeadRecord::acceptance)
          .thenComparingLong(AuditHeadRecord::block);

  /** A record of this version. */
  public AuditHeadRecord(int acceptance, long block, String hash) {
    this(VERSION, acceptance, block, hash);
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("hash", hash)
        .valid("acceptance", () -> acceptance >= 0)
        .valid("block", () -> block >= 0)
        .valid("hash", () -> block == 0 || HASH.matcher(hash).matches());
  }
}
