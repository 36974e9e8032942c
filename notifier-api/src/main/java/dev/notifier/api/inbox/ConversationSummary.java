package dev.notifier.api.inbox;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.inbox.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a list.
 *
 * @param phone without its middle digits
 * @param language hidden if it says something about the person and the caller may not see it
 */
record ConversationSummary(
    UUID id,
    String tenant,
    String state,
    @Nullable String phone,
    String address,
    String topic,
    String language,
    @Nullable String assignee,
    boolean callBack,
    @Nullable Instant waitingSince,
    Instant changedAt,
    int version) {
  /**
   * A page of a list.
   *
   * @param forgedTexts the alerts of the last day, the newest first; null in a search
   */
  record All(
      List<ConversationSummary> conversations,
      @Nullable String next,
      @Nullable List<ForgedTextSummary> forgedTexts) {}

  /** The summary as anybody may see it who reads the inbox. */
  static ConversationSummary masked(Conversation conversation, boolean clearLanguage) {
    return of(conversation, PersonalDataMask.phone(conversation.phone()), clearLanguage);
  }

  /** The summary for who may see personal data, or else as {@link #masked}. */
  static ConversationSummary of(Conversation conversation, boolean clear) {
    return clear ? of(conversation, conversation.phone(), true) : masked(conversation, false);
  }

  private static ConversationSummary of(
      Conversation conversation, @Nullable String phone, boolean clearLanguage) {
    String language = conversation.language();
    return new ConversationSummary(
        conversation.id(),
        conversation.tenant(),
        conversation.state().id(),
        phone,
        conversation.address(),
        conversation.topic(),
        clearLanguage ? language : PersonalDataMask.locale(language),
        conversation.assignee(),
        conversation.callBack(),
        conversation.waitingSince(),
        conversation.changedAt(),
        conversation.version());
  }

  /** Omits the number. */
  @Override
  public String toString() {
    return "ConversationSummary[" + id + ", " + state + "]";
  }
}
