package dev.notifier.store;

import java.time.Instant;

/**
 * An id under which the answer of a receipt may be known.
 *
 * @param account the route the receipt came on
 * @param carrierId in canonical form
 * @param receivedAt when the receipt came
 */
public record CandidateMessageId(String account, String carrierId, Instant receivedAt) {}
