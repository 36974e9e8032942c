package dev.notifier.worker.receipt;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A response that accepted a segment.
 *
 * @param route the route whose carrier responded
 * @param messageId as received; null or empty if the carrier gave none
 * @param segment from 1
 * @param phone the recipient in E.164 format; null in records of older workers
 */
public record AcceptedResponse(
    String route,
    CarrierAccount account,
    @Nullable String messageId,
    UUID notificationId,
    int segment,
    Instant respondedAt,
    @Nullable String phone) {
  /** Omits personal data. */
  @Override
  public String toString() {
    return "AcceptedResponse[" + route + ", " + notificationId + ", " + segment + "]";
  }
}
