package dev.notifier.api.inbox;

import dev.notifier.api.inbox.ConversationDocument.Sent;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationEntry;
import dev.notifier.store.inbox.EntryKind;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.lookup.LookupKey;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationLookup.Planned;
import dev.notifier.store.lookup.StoredNotification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The notifications that a conversation is about: what the person answers, and the answers. Read
 * with one look-up. Immutable.
 */
final class SentNotifications {
  /** Of all messages of a page together; later ones are left out. */
  private static final int MAX_NOTIFICATIONS = 500;

  /** Says that the answer takes longer; the answer follows. */
  private static final String WAIT = "/wait";

  /** The kind of an answer that another system gives. */
  private static final String QUERY = "query";

  private final Map<UUID, Sent> byId = new HashMap<>();
  private final Map<String, Sent> byEvent = new HashMap<>();

  private SentNotifications() {}

  /** Looks up what the messages and entries name. */
  static SentNotifications of(
      NotificationLookup lookup,
      Conversation conversation,
      List<InboxQueries.Message> messages,
      List<ConversationEntry> entries,
      boolean clear) {
    Set<LookupKey> keys = new LinkedHashSet<>();
    entries.stream()
        .filter(entry -> entry.kind() == EntryKind.ANSWERED)
        .forEach(
            entry -> keys.add(event(ReplyOrigin.idOfAnswer(conversation.id(), entry.number()))));
    for (InboxQueries.Message message : messages) {
      if (message.answer() != null) {
        keys.add(event(message.id().toString()));
        if (message.answer().equals(QUERY)) {
          keys.add(event(message.id() + WAIT));
        }
      }
      if (message.notification() != null) {
        keys.add(new LookupKey(message.notification(), null, null));
      }
      message.candidates().forEach(id -> keys.add(new LookupKey(id, null, null)));
    }
    List<LookupKey> wanted = keys.stream().limit(MAX_NOTIFICATIONS).toList();
    SentNotifications sent = new SentNotifications();
    for (@Nullable Planned planned : lookup.findAll(conversation.tenant(), wanted)) {
      StoredNotification found = planned == null ? null : planned.notification();
      if (found != null) {
        sent.add(found, clear);
      }
    }
    return sent;
  }

  private static LookupKey event(String id) {
    return new LookupKey(null, ReplyOrigin.SOURCE, id);
  }

  private void add(StoredNotification found, boolean clear) {
    Sent sent = Sent.of(found, clear);
    byId.put(found.id(), sent);
    if (found.event().source().equals(ReplyOrigin.SOURCE)) {
      byEvent.put(found.event().id(), sent);
    }
  }

  /** The ids of all that were found. */
  List<UUID> ids() {
    return List.copyOf(byId.keySet());
  }

  /** Returns a notification; null if nothing is known of it any more. */
  @Nullable Sent find(UUID id) {
    return byId.get(id);
  }

  /** Returns those that are known. */
  List<Sent> find(List<UUID> ids) {
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  /** Returns the automatic answers to a message. */
  List<Sent> answersTo(UUID message) {
    List<Sent> answers = new ArrayList<>();
    for (String id : List.of(message + WAIT, message.toString())) {
      Sent sent = byEvent.get(id);
      if (sent != null) {
        answers.add(sent);
      }
    }
    return answers;
  }

  /** Returns an agent's answer. */
  Sent answer(UUID conversation, int number) {
    String id = ReplyOrigin.idOfAnswer(conversation, number);
    return byEvent.getOrDefault(id, Sent.waiting(id));
  }
}
