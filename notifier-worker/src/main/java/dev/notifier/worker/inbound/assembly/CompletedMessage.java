package dev.notifier.worker.inbound.assembly;

import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import java.time.Instant;
import java.util.UUID;

/**
 * A message to decide about.
 *
 * @param complete whether all segments arrived
 */
public record CompletedMessage(
    UUID id,
    From from,
    boolean fromPhone,
    String text,
    Received received,
    Instant receivedAt,
    boolean complete) {
  /** Omits personal data. */
  @Override
  public String toString() {
    return "CompletedMessage[id=" + id + ", complete=" + complete + "]";
  }
}
