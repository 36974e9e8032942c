package dev.notifier.store.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a person is to read.
 *
 * @param id that of the inbound message
 * @param recipient the HMAC of the number
 * @param phone in E.164 format
 * @param address as it is configured, so that it is the same for all spellings
 * @param topic the rule that decided
 * @param callBack whether the person wants to be called
 * @param notification that it answers; null if that is not certain
 */
public record InboxMessage(
    UUID id,
    String tenant,
    UUID recipient,
    String phone,
    String address,
    String topic,
    String language,
    Instant receivedAt,
    boolean callBack,
    @Nullable UUID notification) {
  /** Omits the number. */
  @Override
  public String toString() {
    return "InboxMessage[" + id + ", " + topic + "]";
  }
}
