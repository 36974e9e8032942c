package dev.notifier.store.inbound;

import dev.notifier.contracts.Lane;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is to be published, or another event that Notifier makes.
 *
 * @param inboundId the message that it answers; the id of the event if it answers none
 * @param key of the record
 * @param value the record
 * @param provisional whether it only says that the answer takes longer; it is not published any
 *     more once the answer is there
 */
@SuppressWarnings("ArrayRecordComponent") // Written once and read once; never compared.
public record OutboxEvent(
    UUID inboundId, Lane lane, byte @Nullable [] key, byte[] value, boolean provisional) {
  /** An answer that is to be published in any case. */
  public OutboxEvent(UUID inboundId, Lane lane, byte @Nullable [] key, byte[] value) {
    this(inboundId, lane, key, value, false);
  }

  /** Omits the record. */
  @Override
  public String toString() {
    return "OutboxEvent[inboundId=" + inboundId + ", lane=" + lane + "]";
  }
}
