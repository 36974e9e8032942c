package dev.notifier.api.inbox;

import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.forged.ForgedTextAlerts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report that a text that Notifier did not send was reported several times within an hour.
 *
 * @param inboundId the message of the person who reported it last; null if it came by another
 *     channel
 */
record ForgedTextSummary(
    UUID alertId, int reports, Instant since, Instant at, @Nullable UUID inboundId) {
  static ForgedTextSummary of(ForgedTextAlert alert) {
    return new ForgedTextSummary(
        alert.id(), ForgedTextAlerts.REPORTS, alert.since(), alert.at(), alert.inbound());
  }
}
