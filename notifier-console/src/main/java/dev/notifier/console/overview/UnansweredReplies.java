package dev.notifier.console.overview;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/inbox}, those that wait for the longest time first. No numbers. */
record UnansweredReplies(List<ConversationView> conversations, @Nullable String next) {
  /** A conversation. */
  record ConversationView(@Nullable Instant waitingSince) {}

  int count() {
    return conversations.size();
  }

  /** Whether there are more than {@link #count()}. */
  boolean isMore() {
    return next != null;
  }

  /** Since when the first person has waited; null if none waits. */
  @Nullable Instant oldest() {
    return conversations.stream()
        .map(ConversationView::waitingSince)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** When the last one wrote; null if none waits, or that is not known. */
  @Nullable Instant latest() {
    return isMore()
        ? null
        : conversations.stream()
            .map(ConversationView::waitingSince)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
  }
}
