package dev.notifier.store.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event for the hotline, as {@code docs/inbox.md} describes it.
 *
 * @param language of the last message
 * @param topic the rule that decided about it
 * @param note of who hands the conversation over; null if there is none
 * @param notificationId that the last message answers; null if that is not certain
 * @param messages the last ones of the person, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HotlineBody(
    UUID conversationId,
    String tenant,
    String phone,
    String address,
    String language,
    String topic,
    @Nullable String note,
    @Nullable UUID notificationId,
    @Nullable List<Message> messages) {
  /** A person wants to be called. */
  public static final String CALL_BACK = "conversation.call-back.v1";

  /** Somebody hands a conversation over. */
  public static final String HANDED_OVER = "conversation.handed-over.v1";

  /** A message of the person. */
  public record Message(UUID id, Instant receivedAt, String text) {
    /** Omits the text. */
    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  static HotlineBody callBack(InboxMessage message, UUID conversation) {
    return new HotlineBody(
        conversation,
        message.tenant(),
        message.phone(),
        message.address(),
        message.language(),
        message.topic(),
        null,
        message.notification(),
        null);
  }

  /** The data of a conversation that is handed over. */
  public static HotlineBody handedOver(
      Conversation conversation,
      @Nullable String note,
      @Nullable UUID notification,
      List<Message> messages) {
    return new HotlineBody(
        conversation.id(),
        conversation.tenant(),
        conversation.phone(),
        conversation.address(),
        conversation.language(),
        conversation.topic(),
        note,
        notification,
        messages);
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "HotlineBody[" + conversationId + "]";
  }
}
