package dev.notifier.worker.inbound;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Writes answers as events, which plan and submit treat as those of callers. */
final class AnswerEvents {
  private static final String TYPE = "reply.answered";

  /** A later answer would be about something else. */
  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

  private AnswerEvents() {}

  /** Returns the answer to a message; the same for each replay. */
  static OutboxEvent of(DecidedMessage decided, String text, String language) {
    CompletedMessage message = decided.message();
    From from = message.from();
    EventRecord event =
        new EventRecord(
                EventRecord.VERSION,
                decided.tenant(),
                ReplyOrigin.SOURCE,
                message.id().toString(),
                TYPE,
                message.receivedAt(),
                null,
                from.phone(),
                Map.of("kind", "CITIZEN", "phone", from.phone(), "locale", language),
                Map.of("text", text),
                Category.SERVICE,
                message.receivedAt().plus(TIME_TO_LIVE),
                message.receivedAt(),
                null,
                null,
                null)
            .withReply(
                new ReplyOrigin(
                    decided.address().address(),
                    from.provider() == null ? from.route() : null,
                    message.id()));
    // A person waits for it.
    return new OutboxEvent(message.id(), Lane.URGENT, key(from), RecordJson.write(event));
  }

  /** As intake writes the keys of events: the HMAC of the number in hexadecimal. */
  private static byte[] key(From from) {
    return from.recipient().toString().replace("-", "").getBytes(StandardCharsets.US_ASCII);
  }
}
