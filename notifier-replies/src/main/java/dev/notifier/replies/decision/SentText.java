package dev.notifier.replies.decision;

import java.time.Instant;

/**
 * A text that was sent to the number that wrote.
 *
 * @param answer whether it answered an inbound message
 */
public record SentText(String text, Instant sentAt, boolean answer) {
  /** Contains no personal data. */
  @Override
  public String toString() {
    return "SentText[sentAt=" + sentAt + ", answer=" + answer + "]";
  }
}
