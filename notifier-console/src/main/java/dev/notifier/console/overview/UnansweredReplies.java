package dev.notifier.console.overview;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of {@code GET /v1/inbox}, those that wait for the longest time first. No numbers.
 *
 * @param forgedTexts the alerts of the last day, the newest first
 */
record UnansweredReplies(
    List<ConversationView> conversations,
    @Nullable String next,
    @Nullable List<ForgedText> forgedTexts) {
  /** A text that was not sent by us, and was reported several times within an hour. */
  record ForgedText(int reports, Instant at) {}

  /** A conversation. */
  record ConversationView(@Nullable Instant waitingSince) {}

  /** The last alert; null if there was none within a day. */
  @Nullable ForgedText lastForgedText() {
    return forgedTexts == null || forgedTexts.isEmpty() ? null : forgedTexts.getFirst();
  }

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
