package dev.notifier.contracts.optouts;

import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.util.Map;

/**
 * What one number has opted out of, on {@code notifier.opt-outs} under the HMAC of the number. It
 * is never deleted: a number that has opted in again has a record that says so.
 *
 * @param v version of this format, {@value #VERSION}
 * @param version when the newest of its statements was recorded, in seconds since the beginning of
 *     2026; of two records, the one with the lower version is older
 * @param scopes the {@link OptOutPurpose#bit} of what it has opted out of, for each scope with a
 *     statement: a tenant, or {@value #ALL_TENANTS}
 */
public record OptOutRecord(int v, int version, Map<String, Integer> scopes)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** The scope that concerns the messages of all tenants. No tenant has this name. */
  public static final String ALL_TENANTS = "*";

  /** How it is read. */
  public static final RecordFormat<OptOutRecord> FORMAT =
      new RecordFormat<>(OptOutRecord.class, VERSION);

  /** A record of the current version. */
  public static OptOutRecord of(int version, Map<String, Integer> scopes) {
    return new OptOutRecord(VERSION, version, scopes);
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("scopes", scopes)
        .valid("version", () -> version > 0)
        .valid(
            "scopes", () -> scopes.values().stream().allMatch(bits -> bits != null && bits >= 0));
  }
}
