package dev.notifier.replies.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the number that wrote, when a message is decided about.
 *
 * @param now the time of the message
 * @param sameTextAt when this number last sent the same text to the same address; null: never
 * @param notifications to this number, the newest first; at most {@link #MAX_NOTIFICATIONS}
 * @param texts sent to this number in the last days, answers included
 * @param question the last one that was asked; null: none
 * @param answersToday answers to this number since midnight
 * @param helpTextsInHour answers with {@link AnswerLimit#HOUR} within the last hour
 */
public record ReplyContext(
    Instant now,
    @Nullable Instant sameTextAt,
    List<SentNotification> notifications,
    List<SentText> texts,
    @Nullable PendingQuestion question,
    int answersToday,
    int helpTextsInHour) {
  /** People have fewer in seven days. If there are as many, older ones may be left out. */
  public static final int MAX_NOTIFICATIONS = 30;

  /** Copies the lists. */
  public ReplyContext {
    notifications = List.copyOf(notifications);
    texts = List.copyOf(texts);
  }

  /** Returns the context of a number about which nothing is known. */
  public static ReplyContext empty(Instant now) {
    return new ReplyContext(now, null, List.of(), List.of(), null, 0, 0);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "ReplyContext[now=" + now + ", answersToday=" + answersToday + "]";
  }
}
