package dev.notifier.worker.inbound.assembly;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.inbound.InboundMessageRow.From;
import java.time.Instant;
import java.util.UUID;

/**
 * A record of the topic: a message, or a segment of one.
 *
 * @param id of the message if this is its first segment
 * @param fromPhone whether an answer can reach the sender
 * @param arrivedAt see {@link CompletedMessage}
 * @param replayed whether it was stored before, as far as the positions tell
 */
public record ReceivedMessage(
    UUID id,
    InboundRecord record,
    From from,
    boolean fromPhone,
    Instant arrivedAt,
    int partition,
    long offset,
    boolean replayed) {
  /** Omits personal data. */
  @Override
  public String toString() {
    return "ReceivedMessage[id=" + id + "]";
  }
}
