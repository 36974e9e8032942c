package dev.notifier.contracts.cancellation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.tenants.TemplateName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule on {@code notifier.cancelled} under its id, as long as something that it concerns can be
 * left. It never changes, and concerns only events that were accepted until it was made, or until
 * {@code acceptedTo} of its filter.
 *
 * @param v version of this format, {@value #VERSION}
 * @param madeAt when it was made
 * @param filter which messages; null if it has events
 * @param events the digests of events, 16 bytes each, at most {@value #MAX_EVENTS}; null if it has
 *     a filter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // No one changes it, and equals compares what is in it.
public record CancellationRecord(
    int v,
    UUID id,
    String tenant,
    Instant madeAt,
    @Nullable CancellationFilter filter,
    byte @Nullable [] events)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** Of one rule; its record has 213 KB then. */
  public static final int MAX_EVENTS = 10_000;

  private static final int DIGEST_BYTES = 16;

  /** How it is read. */
  public static final RecordFormat<CancellationRecord> FORMAT =
      new RecordFormat<>(CancellationRecord.class, VERSION);

  /** A rule for all messages that a filter selects. */
  public static CancellationRecord of(
      UUID id, String tenant, Instant madeAt, CancellationFilter filter) {
    return new CancellationRecord(VERSION, id, tenant, madeAt, filter, null);
  }

  /** A rule for single events, by their {@link dev.notifier.contracts.EventDigest}. */
  public static CancellationRecord of(
      UUID id, String tenant, Instant madeAt, Collection<UUID> digests) {
    ByteBuffer bytes = ByteBuffer.allocate(digests.size() * DIGEST_BYTES);
    digests.forEach(digest ->
        bytes.putLong(digest.getMostSignificantBits()).putLong(digest.getLeastSignificantBits()));
    return new CancellationRecord(VERSION, id, tenant, madeAt, null, bytes.array());
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("id", id)
        .required("tenant", tenant)
        .required("madeAt", madeAt)
        .valid("events", () -> (events == null) != (filter == null))
        .valid("filter", () -> filter == null || !filter.isUnlimited())
        .valid("filter", this::hasTemplateId)
        .valid("events", () -> events == null || events.length % DIGEST_BYTES == 0);
  }

  private boolean hasTemplateId() {
    String template = filter == null ? null : filter.template();
    return template == null || template.indexOf('/') < 0;
  }

  /** The last time of acceptance of what it concerns. */
  public Instant acceptedTo() {
    Instant to = filter == null ? null : filter.acceptedTo();
    return to == null ? madeAt : to;
  }

  /** The full names of the templates that it concerns; null = all. */
  public @Nullable List<String> templates() {
    String template = filter == null ? null : filter.template();
    return template == null ? null : TemplateName.usableBy(tenant, template);
  }

  /** The digests of its events; empty if it has a filter. */
  public List<UUID> digests() {
    List<UUID> digests = new ArrayList<>();
    if (events != null) {
      ByteBuffer in = ByteBuffer.wrap(events);
      while (in.remaining() >= DIGEST_BYTES) {
        digests.add(new UUID(in.getLong(), in.getLong()));
      }
    }
    return digests;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CancellationRecord record
        && id.equals(record.id)
        && tenant.equals(record.tenant)
        && madeAt.equals(record.madeAt)
        && Objects.equals(filter, record.filter)
        && Arrays.equals(events, record.events);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Omits the events. */
  @Override
  public String toString() {
    return "CancellationRecord[" + id + ", " + filter + "]";
  }
}
