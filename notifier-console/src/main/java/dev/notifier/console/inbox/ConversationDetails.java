package dev.notifier.console.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a page of its messages.
 *
 * @param messages the newest first
 * @param entries what agents did; on the first page only
 * @param next the older messages
 */
record ConversationDetails(
    ConversationView conversation,
    List<Message> messages,
    List<Entry> entries,
    @Nullable String next) {

  /** A rule or a reason: its key, and words in English. */
  record Words(String key, String text) {
    /** The last part of the key, which texts are named after. */
    String id() {
      return key.substring(key.lastIndexOf('.') + 1);
    }
  }

  /** A notification: an answer, or what a message may answer. */
  record Sent(
      @Nullable String notificationId,
      @Nullable String type,
      @Nullable Boolean arrived,
      @Nullable String text,
      @Nullable Instant at) {
    /** A key of the texts {@code inbox.arrived}. */
    String outcome() {
      return arrived == null ? "unknown" : arrived ? "yes" : "no";
    }
  }

  /** What an agent has corrected. */
  record Correction(String to, String by, Instant at) {}

  /** A message of the person, with what was decided. */
  record Message(
      String id,
      Instant receivedAt,
      String text,
      @Nullable Words rule,
      @Nullable Words reason,
      List<Sent> answers,
      @Nullable Sent notification,
      List<Sent> candidates,
      int repeats,
      @Nullable Correction correction) {}

  /** What an agent did. */
  record Entry(
      Instant at,
      String kind,
      String actor,
      @Nullable String text,
      @Nullable String detail,
      @Nullable Sent answer) {
    boolean isAnswer() {
      return kind.equals("answered");
    }

    @Nullable String actorName() {
      return ConversationView.nameOf(actor);
    }

    /** The texts that have the detail as a key; null if it is a name. */
    @Nullable String detailWords() {
      return switch (kind) {
        case "corrected" -> "inbox.correction";
        case "not-arrived" -> "messages.short";
        default -> null;
      };
    }

    @Nullable String detailName() {
      return ConversationView.nameOf(detail);
    }
  }

  /** One of both, in the thread. */
  record Item(Instant at, @Nullable Message message, @Nullable Entry entry) {}

  /** Messages and entries by time, the oldest first. */
  List<Item> thread() {
    List<Item> items = new ArrayList<>();
    messages.forEach(message -> items.add(new Item(message.receivedAt(), message, null)));
    entries.forEach(entry -> items.add(new Item(entry.at(), null, entry)));
    items.sort(Comparator.comparing(Item::at));
    return items;
  }
}
