package dev.notifier.store.tracking;

import java.time.Instant;

/**
 * What a person sent.
 *
 * @param phone who, E.164 where it is a mobile number
 * @param address the address it was sent to
 * @param partition where it stood on Kafka; with {@code offset} it is stored once
 */
public record InboundMessage(
    String route,
    String phone,
    String address,
    String body,
    int partition,
    long offset,
    Instant receivedAt) {
  /** Names no personal data. */
  @Override
  public String toString() {
    return "Reply[route=" + route + ", partition=" + partition + ", offset=" + offset + "]";
  }
}
