package dev.notifier.store.tracking;

import java.time.Instant;

/**
 * An id under which the answer of a receipt may be known.
 *
 * @param route the route the receipt came on
 * @param messageId in canonical form
 * @param receivedAt when the receipt came
 */
public record CandidateMessageId(String route, String messageId, Instant receivedAt) {}
