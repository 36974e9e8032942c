package dev.notifier.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in its current version, on {@code notifier.tenants} under its id.
 *
 * @param v version of this format, {@value #VERSION}
 * @param id such as {@code son-la}
 * @param version of the tenant, ascending; an older one never replaces a newer one
 * @param title for people
 * @param suspended whether no caller of the tenant is accepted
 * @param monthlySegments the segments of a month, from 1, after which only messages of the
 *     categories OTP and SERVICE are accepted; null = any number
 * @param advertising true if the tenant may send advertising; null = no
 * @param releaseLimit how many lines one person may send with a batch; null = as the setting says
 * @param smallBatchesInLane true if batches of few lines use the lane of their event type; null =
 *     no
 */
public record TenantRecord(
    int v,
    String id,
    int version,
    String title,
    boolean suspended,
    @Nullable Long monthlySegments,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean advertising,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer releaseLimit,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean smallBatchesInLane)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** The national tenant, which always exists and manages the others. */
  public static final String DEFAULT = "default";

  /** The end of the name of a shadow tenant; no tenant has it in its id. */
  private static final String TEST = "~test";

  /** How it is read. */
  public static final RecordFormat<TenantRecord> FORMAT =
      new RecordFormat<>(TenantRecord.class, VERSION);

  /** A tenant that may send no advertising, and has no settings of its own for batches. */
  public TenantRecord(
      int v,
      String id,
      int version,
      String title,
      boolean suspended,
      @Nullable Long monthlySegments) {
    this(v, id, version, title, suspended, monthlySegments, null, null, null);
  }

  /** The tenant that has the data of the test keys of a tenant. */
  public static String shadowOf(String tenant) {
    return tenant + TEST;
  }

  /** Whether it is a tenant with data of tests. */
  public static boolean isShadow(String tenant) {
    return tenant.endsWith(TEST);
  }

  /** The tenant whose settings a tenant has: itself, or the tenant of a shadow tenant. */
  public static String ownerOf(String tenant) {
    return isShadow(tenant) ? tenant.substring(0, tenant.length() - TEST.length()) : tenant;
  }

  /** Whether the tenant may send advertising. */
  public boolean maySendAdvertising() {
    return Boolean.TRUE.equals(advertising);
  }

  /** Whether batches of few lines use the lane of their event type. */
  public boolean hasSmallBatchesInLane() {
    return Boolean.TRUE.equals(smallBatchesInLane);
  }

  @Override
  public void check(RecordCheck check) {
    check.required("id", id).required("title", title);
  }

  /** Returns a copy with another version. */
  public TenantRecord withVersion(int other) {
    return new TenantRecord(
        v,
        id,
        other,
        title,
        suspended,
        monthlySegments,
        advertising,
        releaseLimit,
        smallBatchesInLane);
  }
}
