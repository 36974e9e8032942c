package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter in the form in which messages are compared with it: digests, which are {@link
 * MessageOrigin#NONE} for what it leaves open.
 *
 * @param acceptedFrom null if it has no beginning
 * @param templates full names; null if it concerns all
 */
record MessageFilter(
    UUID rule,
    long tenant,
    long source,
    long type,
    long group,
    long key,
    @Nullable List<String> templates,
    @Nullable Instant acceptedFrom,
    Instant acceptedTo) {
  static MessageFilter of(CancellationRecord record) {
    CancellationFilter filter = Objects.requireNonNull(record.filter(), "filter");
    return new MessageFilter(
        record.id(),
        MessageOrigin.digest(record.tenant()),
        MessageOrigin.digest(filter.source()),
        MessageOrigin.digest(filter.type()),
        MessageOrigin.digest(filter.group()),
        MessageOrigin.digest(filter.keyId()),
        record.templates(),
        filter.acceptedFrom(),
        record.acceptedTo());
  }

  boolean matches(MessageOrigin origin, @Nullable String ofTemplate) {
    return is(source, origin.source())
        && is(type, origin.type())
        && is(group, origin.group())
        && is(key, origin.key())
        && (templates == null || (ofTemplate != null && templates.contains(ofTemplate)))
        && !origin.acceptedAt().isAfter(acceptedTo)
        && (acceptedFrom == null || !origin.acceptedAt().isBefore(acceptedFrom));
  }

  private static boolean is(long wanted, long value) {
    return wanted == MessageOrigin.NONE || wanted == value;
  }
}
