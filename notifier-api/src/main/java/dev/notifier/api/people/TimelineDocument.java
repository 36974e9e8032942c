package dev.notifier.api.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.carriers.CarrierDocument;
import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.lookup.InboundLookup.Inbound;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Message;
import dev.notifier.store.people.TimelineEntries;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was sent to a person, received from the person and said by other channels.
 *
 * @param carrier of the number; null if it is unknown, or no number was looked up
 * @param items the newest first
 * @param next the {@code cursor} of the next page; null if there is none
 * @param complete false if the page has fewer items than were asked for because a page is a limited
 *     amount of work
 */
record TimelineDocument(
    @Nullable CarrierDocument carrier, List<Item> items, @Nullable String next, boolean complete) {

  /** What an item is. */
  enum Kind {
    /** A message to the person, or one that was to be sent. */
    @JsonProperty("sent")
    SENT,
    /** A message from the person. */
    @JsonProperty("received")
    RECEIVED,
    /** What another channel said to the person. */
    @JsonProperty("recorded")
    RECORDED
  }

  /**
   * Where something was said to a person that was no message.
   *
   * @param knowledgeEntry the id of what was said; null if it is unknown, or a template
   */
  record Statement(String channel, @Nullable String knowledgeEntry) {}

  /**
   * A message, or what another channel said.
   *
   * @param at when it was submitted to the carrier or, if it was not, planned; or when it was
   *     received or recorded
   * @param notificationId null if it is no message to the person
   * @param text as sent, or the note of the other channel; masked for callers who may not see it
   * @param address to which the person sent it; null if it is no message from the person
   * @param recorded null for messages
   */
  record Item(
      Kind kind,
      Instant at,
      @Nullable UUID notificationId,
      @Nullable String type,
      @Nullable String phone,
      @Nullable Template template,
      @Nullable String text,
      @Nullable NotificationState state,
      @Nullable StateWords stateWords,
      @Nullable FailureReason reason,
      @Nullable Instant finishedAt,
      @Nullable String address,
      @Nullable Statement recorded) {

    /**
     * A message to the person.
     *
     * @param clear what the caller sees in clear
     */
    static Item of(StoredNotification stored, ClearData clear) {
      Message message = stored.message();
      Instant submitted = stored.times().submitted();
      NotificationState state = stored.status().state();
      return new Item(
          Kind.SENT,
          submitted == null ? stored.times().planned() : submitted,
          stored.id(),
          stored.event().type(),
          clear.hasNumbers() ? stored.phone() : PersonalDataMask.phone(stored.phone()),
          message == null ? null : Template.of(message, clear.hasNumbers()),
          message == null ? null : clear.hasTexts() ? message.text() : PersonalDataMask.HIDDEN,
          state,
          StateWords.of(state),
          stored.status().reason(),
          stored.times().finished(),
          null,
          null);
    }

    /** A message from the person, as {@link #of(StoredNotification, ClearData)}. */
    static Item of(Inbound inbound, String phone, ClearData clear) {
      return new Item(
          Kind.RECEIVED,
          inbound.receivedAt(),
          null,
          null,
          clear.hasNumbers() ? phone : PersonalDataMask.phone(phone),
          null,
          clear.hasTexts() ? inbound.text() : PersonalDataMask.HIDDEN,
          null,
          null,
          null,
          null,
          inbound.address(),
          null);
    }

    /**
     * What another channel said, as {@link #of(StoredNotification, ClearData)}.
     *
     * @param phone of the person, if it was looked up by it
     */
    static Item of(TimelineEntries.Statement recorded, @Nullable String phone, ClearData clear) {
      String templateId = recorded.templateId();
      Integer version = recorded.templateVersion();
      return new Item(
          Kind.RECORDED,
          recorded.at(),
          null,
          null,
          clear.hasNumbers() ? phone : PersonalDataMask.phone(phone),
          templateId == null || version == null ? null : Template.of(templateId, version),
          recorded.note() == null || clear.hasTexts() ? recorded.note() : PersonalDataMask.HIDDEN,
          null,
          null,
          null,
          null,
          null,
          new Statement(recorded.channel(), recorded.knowledgeEntry()));
    }

    /** Omits the values. */
    @Override
    public String toString() {
      return "Item[" + kind + "]";
    }
  }

  /**
   * The template from which a text was rendered, or that was read out.
   *
   * @param locale null if it is unknown
   */
  record Template(String tenant, String id, int version, @Nullable String locale) {
    static Template of(String fullName, int version) {
      TemplateName name = TemplateName.of(fullName);
      return new Template(name.tenant(), name.id(), version, null);
    }

    static Template of(Message message, boolean clear) {
      TemplateName name = TemplateName.of(message.templateId());
      return new Template(
          name.tenant(),
          name.id(),
          message.templateVersion(),
          clear ? message.locale() : PersonalDataMask.locale(message.locale()));
    }
  }
}
