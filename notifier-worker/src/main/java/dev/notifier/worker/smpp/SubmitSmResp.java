package dev.notifier.worker.smpp;

import org.jspecify.annotations.Nullable;

/**
 * A submit_sm_resp (SMPP v3.4, 4.4.2), or a generic_nack in its place.
 *
 * @param messageId the carrier's message id; null if the response has none
 * @param congestion congestion_state (SMPP v5.0, 4.8.4.18), 0 to 100; {@value #NO_CONGESTION} if
 *     the response has none
 */
public record SubmitSmResp(
    int sequence, int commandStatus, @Nullable String messageId, int congestion)
    implements ReceivedPdu {
  public static final int NO_CONGESTION = -1;
}
