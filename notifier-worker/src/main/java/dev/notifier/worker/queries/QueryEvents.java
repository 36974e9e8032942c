package dev.notifier.worker.queries;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.queries.QueryOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events that answer queries. The id of the last answer is that of the message, so plan
 * accepts one only. Thread-safe.
 */
final class QueryEvents {
  private static final String FIXED_TEXT = "reply.answered";
  private static final String WAIT_SUFFIX = "/wait";
  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);
  private static final Duration TIME_TO_LIVE_OF_SECRETS = Duration.ofMinutes(10);

  private final InstantSource clock;

  QueryEvents(InstantSource clock) {
    this.clock = clock;
  }

  /** The answer with the data. */
  EventRecord data(QueryOrder order, QueryDefinition definition, Map<String, Object> data) {
    Instant now = clock.instant();
    return event(
        order,
        new Content(
            order.inboundId().toString(),
            typeOf(definition.template()),
            data,
            now.plus(definition.secret() ? TIME_TO_LIVE_OF_SECRETS : TIME_TO_LIVE),
            definition.secret() ? true : null),
        now);
  }

  /** A fixed text as the last answer. */
  EventRecord last(QueryOrder order, String text) {
    return text(order, order.inboundId().toString(), text);
  }

  /** A fixed text that another answer follows. */
  EventRecord first(QueryOrder order, String text) {
    return text(order, order.inboundId() + WAIT_SUFFIX, text);
  }

  private EventRecord text(QueryOrder order, String id, String text) {
    return event(
        order,
        new Content(
            id, FIXED_TEXT, Map.of("text", text), order.receivedAt().plus(TIME_TO_LIVE), null),
        clock.instant());
  }

  private record Content(
      String id,
      String type,
      Map<String, Object> data,
      Instant expiresAt,
      @Nullable Boolean secret) {}

  private static EventRecord event(QueryOrder order, Content content, Instant now) {
    return new EventRecord(
            EventRecord.VERSION,
            order.tenant(),
            ReplyOrigin.SOURCE,
            content.id,
            content.type,
            order.receivedAt(),
            null,
            order.phone(),
            Map.of("kind", "CITIZEN", "phone", order.phone(), "locale", order.language()),
            content.data,
            Category.SERVICE,
            content.expiresAt,
            now,
            null,
            null,
            content.secret)
        .withReply(new ReplyOrigin(order.address(), order.route(), order.inboundId()));
  }

  /** The event type of a template: {@code reply.case-status} of {@code reply-case-status}. */
  static String typeOf(String template) {
    return template.replaceFirst("-", ".");
  }

  /** The event as it is stored: a person waits for it. Another answer follows the first one. */
  static OutboxEvent stored(QueryOrder order, EventRecord event) {
    return new OutboxEvent(
        order.inboundId(),
        Lane.URGENT,
        key(order.recipient()),
        EventRecord.FORMAT.encode(event),
        event.id().endsWith(WAIT_SUFFIX));
  }

  /** As intake writes the keys of events: the HMAC of the number in hexadecimal. */
  private static byte[] key(UUID recipient) {
    return recipient.toString().replace("-", "").getBytes(StandardCharsets.US_ASCII);
  }
}
