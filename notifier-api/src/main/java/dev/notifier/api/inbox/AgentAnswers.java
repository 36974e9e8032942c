package dev.notifier.api.inbox;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.inbox.Conversation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the events of agents' answers, which plan and submit treat as those of callers. */
final class AgentAnswers {
  private static final String TYPE = "reply.answered";

  /** A message that waits longer is about something that the person has settled otherwise. */
  private static final Duration TIME_TO_LIVE = Duration.ofDays(3);

  private static final String VIETNAMESE = "vi";
  private static final String ENGLISH = "en";

  private AgentAnswers() {}

  /**
   * Makes the event of an answer.
   *
   * @param number of the entry with it
   * @param route over which the last message came; null if that is unknown, or no route
   */
  static EventRecord event(
      Conversation conversation, int number, String text, @Nullable String route, Instant now) {
    return new EventRecord(
            EventRecord.VERSION,
            conversation.tenant(),
            ReplyOrigin.SOURCE,
            ReplyOrigin.idOfAnswer(conversation.id(), number),
            TYPE,
            now,
            null,
            conversation.phone(),
            Map.of(
                "kind", "CITIZEN",
                "phone", conversation.phone(),
                "locale", language(conversation)),
            Map.of("text", text),
            Category.SERVICE,
            now.plus(TIME_TO_LIVE),
            now,
            null,
            null,
            null)
        .withReply(new ReplyOrigin(conversation.address(), route, conversation.message()));
  }

  /** The language of texts that are not the agent's own. */
  static String language(Conversation conversation) {
    return conversation.language().equals(ENGLISH) ? ENGLISH : VIETNAMESE;
  }

  /** The event as it waits to be published; its key is as intake writes it. */
  static OutboxEvent stored(Conversation conversation, EventRecord event) {
    return new OutboxEvent(
        conversation.message(),
        Lane.NORMAL,
        conversation.recipient().toString().replace("-", "").getBytes(StandardCharsets.US_ASCII),
        RecordJson.write(event));
  }
}
