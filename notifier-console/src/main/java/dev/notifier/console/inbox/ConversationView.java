package dev.notifier.console.inbox;

import dev.notifier.console.web.Account;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of {@code GET /v1/inbox}.
 *
 * @param phone masked, unless the account may see it
 * @param assignee name of the caller who answers, of a user with {@code user:} before it
 */
record ConversationView(
    String id,
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
  private static final String USER = "user:";

  /** A page of conversations. */
  record All(List<ConversationView> conversations, @Nullable String next) {}

  /** The colour of the state. */
  String tag() {
    return switch (state) {
      case "open" -> "warn";
      case "answered" -> "good";
      default -> "";
    };
  }

  boolean isClosed() {
    return state.equals("closed");
  }

  /** Whether a message waits for an answer. */
  boolean waits() {
    return waitingSince != null;
  }

  /** Whether the account may see the number. */
  boolean isRevealed() {
    return phone != null && !phone.contains("*");
  }

  /** Who answers, without the mark of users; null if no one does. */
  @Nullable String assigneeName() {
    return nameOf(assignee);
  }

  boolean isOf(Account account) {
    return assignee != null
        && (assignee.equals(account.name()) || assignee.equals(USER + account.name()));
  }

  /** Whether somebody else answers. */
  boolean isOfAnother(Account account) {
    return assignee != null && !isOf(account);
  }

  /** A caller without the mark of users. */
  static @Nullable String nameOf(@Nullable String caller) {
    return caller != null && caller.startsWith(USER) ? caller.substring(USER.length()) : caller;
  }
}
