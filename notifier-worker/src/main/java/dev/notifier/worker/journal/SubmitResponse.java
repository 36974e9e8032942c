package dev.notifier.worker.journal;

import org.jspecify.annotations.Nullable;

/**
 * A submit_sm_resp as received.
 *
 * @param messageId the carrier's message id, or null if the response has none
 * @param writtenAtMs when the submit_sm was written, in milliseconds since the epoch
 * @param respondedAtMs when the response arrived, in milliseconds since the epoch
 */
public record SubmitResponse(
    int commandStatus, @Nullable String messageId, long writtenAtMs, long respondedAtMs) {}
