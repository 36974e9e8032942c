package dev.notifier.store.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a conversation.
 *
 * @param number from 1, in their order
 * @param actor who did it
 * @param text the answer, the note, or the reason; null if there is none
 * @param detail the entry of the knowledge base of an answer, the new assignee, the correction, or
 *     why an answer did not arrive
 * @param inbound the message that was answered or corrected; null if it is about none
 */
public record ConversationEntry(
    int number,
    Instant at,
    EntryKind kind,
    String actor,
    @Nullable String text,
    @Nullable String detail,
    @Nullable UUID inbound) {
  /** The actor of what no one has done. */
  public static final String NOTIFIER = "notifier";

  /** Omits the text. */
  @Override
  public String toString() {
    return "ConversationEntry[" + number + ", " + kind + "]";
  }
}
