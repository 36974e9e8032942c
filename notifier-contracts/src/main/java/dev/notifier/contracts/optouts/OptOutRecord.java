package dev.notifier.contracts.optouts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one number has opted out of, on {@code notifier.opt-outs} under the HMAC of the number. It
 * is never deleted: a number that has opted in again has a record that says so.
 *
 * @param v version of this format, {@value #VERSION}
 * @param version when the newest of its statements was recorded, in seconds since the beginning of
 *     2026; of two records, the one with the lower version is older
 * @param scopes the {@link OptOutPurpose#bit} of what it has opted out of, for each scope with a
 *     statement: a tenant, or {@value #ALL_TENANTS}
 * @param excluded for each tenant, the digests of {@link
 *     dev.notifier.contracts.origin.MessageSubject} of the persons and units about whom it wants no
 *     messages; null = none
 * @param included of those about whom it wants messages again; null = none
 */
public record OptOutRecord(
    int v,
    int version,
    Map<String, Integer> scopes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Long>> excluded,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Long>> included)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** The scope that concerns the messages of all tenants. No tenant has this name. */
  public static final String ALL_TENANTS = "*";

  /** How it is read. */
  public static final RecordFormat<OptOutRecord> FORMAT =
      new RecordFormat<>(OptOutRecord.class, VERSION);

  /** A record of the current version, without persons. */
  public static OptOutRecord of(int version, Map<String, Integer> scopes) {
    return new OptOutRecord(VERSION, version, scopes, null, null);
  }

  /** The same record with persons and units; an empty map is left out. */
  public OptOutRecord withPersons(
      Map<String, List<Long>> excludedPersons, Map<String, List<Long>> includedPersons) {
    return new OptOutRecord(
        v,
        version,
        scopes,
        excludedPersons.isEmpty() ? null : excludedPersons,
        includedPersons.isEmpty() ? null : includedPersons);
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("scopes", scopes)
        .valid("version", () -> version > 0)
        .valid("scopes", () -> scopes.values().stream().allMatch(bits -> bits != null && bits >= 0))
        .valid("excluded", () -> areDigests(excluded))
        .valid("included", () -> areDigests(included));
  }

  private static boolean areDigests(@Nullable Map<String, List<Long>> persons) {
    return persons == null
        || persons.values().stream()
            .allMatch(digests -> digests != null && !digests.contains(null));
  }
}
