package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * A notification of which it is not known whether the carrier took it.
 *
 * @param unconfirmedSegments the segments in doubt, one bit each (bit segment-1)
 * @param resent whether a submission was repeated, so that the recipient may have it twice
 * @param since when an answer was first given up
 */
public record UnconfirmedNotification(
    UUID id,
    String source,
    String eventId,
    String type,
    String category,
    String route,
    long unconfirmedSegments,
    boolean resent,
    Instant since) {}
