package dev.notifier.worker.inbound.assembly;

import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import java.time.Instant;
import java.util.UUID;

/**
 * A message to decide about.
 *
 * @param receivedAt by the clock of who has received it: a carrier's bind, or a provider
 * @param arrivedAt by our clocks, which are the same for all messages
 * @param complete whether all segments arrived
 */
public record CompletedMessage(
    UUID id,
    From from,
    boolean fromPhone,
    String text,
    Received received,
    Instant receivedAt,
    Instant arrivedAt,
    boolean complete) {
  /** Omits personal data. */
  @Override
  public String toString() {
    return "CompletedMessage[id=" + id + ", complete=" + complete + "]";
  }
}
