package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter in the form in which messages are compared with it: digests, which are {@link
 * MessageOrigin#NONE} for what it leaves open.
 *
 * @param acceptedFrom null if it has no beginning
 * @param acceptedTo at the latest when the rule was made
 */
record MessageFilter(
    UUID rule,
    long tenant,
    long source,
    long type,
    long group,
    long key,
    @Nullable String template,
    @Nullable Instant acceptedFrom,
    Instant acceptedTo) {
  static MessageFilter of(CancellationRecord record) {
    CancellationFilter filter = Objects.requireNonNull(record.filter(), "filter");
    Instant to = filter.acceptedTo();
    return new MessageFilter(
        record.id(),
        MessageOrigin.digest(record.tenant()),
        MessageOrigin.digest(filter.source()),
        MessageOrigin.digest(filter.type()),
        MessageOrigin.digest(filter.group()),
        MessageOrigin.digest(filter.keyId()),
        filter.template(),
        filter.acceptedFrom(),
        to == null || to.isAfter(record.madeAt()) ? record.madeAt() : to);
  }

  boolean matches(MessageOrigin origin, @Nullable String ofTemplate) {
    return is(source, origin.source())
        && is(type, origin.type())
        && is(group, origin.group())
        && is(key, origin.key())
        && (template == null || template.equals(ofTemplate))
        && !origin.acceptedAt().isAfter(acceptedTo)
        && (acceptedFrom == null || !origin.acceptedAt().isBefore(acceptedFrom));
  }

  private static boolean is(long wanted, long value) {
    return wanted == MessageOrigin.NONE || wanted == value;
  }
}
