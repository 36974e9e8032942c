package dev.notifier.api.inbox;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.HotlineBody;
import dev.notifier.store.inbox.HotlineEvents;
import dev.notifier.store.inbox.InboxQueries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports to the hotline what is handed over to it. The workers send it. Thread-safe. */
final class HotlineMessages {
  /** The last messages of the person, which the hotline gets. */
  private static final int MAX_MESSAGES = 20;

  private final HotlineEvents events;
  private final InboxQueries queries;
  private final boolean enabled;

  /**
   * @param enabled whether there is a hotline
   */
  HotlineMessages(HotlineEvents events, InboxQueries queries, boolean enabled) {
    this.events = events;
    this.queries = queries;
    this.enabled = enabled;
  }

  /**
   * Requires that there is a hotline.
   *
   * @throws ProblemException if there is none
   */
  void require() {
    if (!enabled) {
      throw new ProblemException(ErrorCode.NO_HOTLINE);
    }
  }

  /**
   * Adds an event, in the caller's transaction.
   *
   * @param number of the entry in the conversation, so that each hand-over has an id of its own
   */
  void add(Conversation conversation, int number, @Nullable String note) {
    List<InboxQueries.Message> messages = queries.messages(conversation, null, MAX_MESSAGES);
    UUID notification =
        messages.stream()
            .map(InboxQueries.Message::notification)
            .filter(id -> id != null)
            .findFirst()
            .orElse(null);
    HotlineBody body =
        HotlineBody.handedOver(
            conversation,
            note,
            notification,
            messages.reversed().stream()
                .map(each -> new HotlineBody.Message(each.id(), each.receivedAt(), each.text()))
                .toList());
    events.add(
        new HotlineEvents.Event(
            UUID.nameUUIDFromBytes(
                ReplyOrigin.idOfAnswer(conversation.id(), number).getBytes(StandardCharsets.UTF_8)),
            conversation.id(),
            conversation.tenant(),
            HotlineBody.HANDED_OVER,
            new String(RecordJson.write(body), StandardCharsets.UTF_8)));
  }
}
