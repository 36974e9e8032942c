package dev.notifier.api.inbox;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.contracts.NotificationState;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.store.inbox.ConversationEntry;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.lookup.StoredNotification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with its messages and what was done.
 *
 * @param messages of the person, the newest first
 * @param entries what agents did, the newest first
 * @param next names the page with older messages; null = there are none
 */
record ConversationDocument(
    ConversationSummary conversation,
    List<Message> messages,
    List<Entry> entries,
    @Nullable String next) {
  /**
   * A message of the person.
   *
   * @param rule that decided; null if the address had no rules
   * @param reason why
   * @param parameters of the decision, such as the identifier; empty for who may not see them
   * @param answer which answer was sent at once; null = none
   * @param answers the notifications with it
   * @param notification that the message answers; null if that is not certain
   * @param candidates what it may answer
   * @param repeats how often the carrier delivered it again
   */
  record Message(
      UUID id,
      Instant receivedAt,
      String text,
      @Nullable String language,
      @Nullable Words rule,
      @Nullable String action,
      @Nullable Words reason,
      Map<String, String> parameters,
      @Nullable String answer,
      List<Sent> answers,
      @Nullable Sent notification,
      List<Sent> candidates,
      int repeats,
      @Nullable Correction correction) {
    static Message of(InboxQueries.Message stored, SentNotifications sent, boolean clear) {
      String language = stored.language();
      InboxQueries.Correction correction = stored.correction();
      return new Message(
          stored.id(),
          stored.receivedAt(),
          clear ? stored.text() : PersonalDataMask.HIDDEN,
          clear || language == null ? language : PersonalDataMask.locale(language),
          Words.ofRule(stored.rule()),
          stored.action(),
          Words.ofReason(stored.reason()),
          clear ? stored.parameters() : Map.of(),
          stored.answer(),
          sent.answersTo(stored.id()),
          stored.notification() == null ? null : sent.find(stored.notification()),
          sent.find(stored.candidates()),
          stored.repeats(),
          correction == null
              ? null
              : new Correction(correction.to(), correction.by(), correction.at()));
    }

    /** Omits the text. */
    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  /** A key, and what it means in words. */
  record Words(String key, String text) {
    static @Nullable Words ofRule(@Nullable String rule) {
      return rule == null ? null : new Words(rule, RuleWords.of(rule));
    }

    /** A newer worker may have reasons that this program does not know. */
    static @Nullable Words ofReason(@Nullable String reason) {
      if (reason == null) {
        return null;
      }
      for (DecisionReason known : DecisionReason.values()) {
        if (known.name().equals(reason)) {
          return new Words(known.key(), known.text());
        }
      }
      return new Words(reason, reason);
    }
  }

  /** What an agent has corrected. */
  record Correction(String to, String by, Instant at) {}

  /**
   * A notification.
   *
   * @param eventId of an answer, from which it was made
   * @param state null if it is not planned yet
   * @param arrived whether the person has got it; null if that is not known yet
   * @param text hidden from callers who may not see personal data; null if there is none
   */
  record Sent(
      @Nullable UUID notificationId,
      String eventId,
      @Nullable String type,
      @Nullable NotificationState state,
      @Nullable Boolean arrived,
      @Nullable String text,
      @Nullable Instant at) {
    static Sent of(StoredNotification stored, boolean clear) {
      StoredNotification.Message message = stored.message();
      NotificationState state = stored.status().state();
      return new Sent(
          stored.id(),
          stored.event().id(),
          stored.event().type(),
          state,
          state == NotificationState.DELIVERED
              ? Boolean.TRUE
              : state.isFinal() ? Boolean.FALSE : null,
          message == null ? null : clear ? message.text() : PersonalDataMask.HIDDEN,
          stored.times().submitted() == null
              ? stored.times().planned()
              : stored.times().submitted());
    }

    /** An answer that is not planned yet. */
    static Sent waiting(String eventId) {
      return new Sent(null, eventId, null, null, null, null, null);
    }

    /** Omits the text. */
    @Override
    public String toString() {
      return "Sent[" + notificationId + "]";
    }
  }

  /**
   * What an agent did.
   *
   * @param detail the entry of the knowledge base of an answer, the new assignee, or the correction
   * @param inboundId the message that was answered or corrected; null if it is about none
   * @param answer the notification with an answer; null if it is none
   */
  record Entry(
      int number,
      Instant at,
      String kind,
      String actor,
      @Nullable String text,
      @Nullable String detail,
      @Nullable UUID inboundId,
      @Nullable Sent answer) {
    static Entry of(ConversationEntry stored, @Nullable Sent answer, boolean clear) {
      return new Entry(
          stored.number(),
          stored.at(),
          stored.kind().id(),
          stored.actor(),
          stored.text() == null || clear ? stored.text() : PersonalDataMask.HIDDEN,
          stored.detail(),
          stored.inbound(),
          answer);
    }

    /** Omits the text. */
    @Override
    public String toString() {
      return "Entry[" + number + ", " + kind + "]";
    }
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "ConversationDocument[" + conversation.id() + "]";
  }
}
