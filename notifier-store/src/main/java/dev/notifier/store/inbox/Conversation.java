package dev.notifier.store.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one number to one address that belong to one tenant. Immutable.
 *
 * @param id that of its first message
 * @param recipient the HMAC of the number
 * @param phone in E.164 format
 * @param address what was written to; answers leave from there
 * @param topic the rule that decided about the last message
 * @param assignee who answers; null = no one yet
 * @param callBack whether the person wants to be called
 * @param message the last one that a person is to read
 * @param waitingSince the oldest message without an answer; null = none
 * @param changedAt the last change or message
 * @param version incremented by each change and each message
 * @param entries the number of the last entry; 0 = there is none
 */
public record Conversation(
    UUID id,
    String tenant,
    UUID recipient,
    String phone,
    String address,
    ConversationState state,
    String topic,
    String language,
    @Nullable String assignee,
    boolean callBack,
    UUID message,
    @Nullable Instant waitingSince,
    Instant changedAt,
    int version,
    int entries) {
  /** Omits the number. */
  @Override
  public String toString() {
    return "Conversation[" + id + ", " + state + ", version=" + version + "]";
  }
}
