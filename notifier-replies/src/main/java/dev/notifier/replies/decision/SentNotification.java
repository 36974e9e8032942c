package dev.notifier.replies.decision;

import java.time.Instant;
import java.util.List;

/**
 * A notification to the number that wrote.
 *
 * @param id of the notification
 * @param identifiers of the person or case in it, such as a case code, in any form
 */
public record SentNotification(String id, String sender, Instant sentAt, List<String> identifiers) {
  /** Copies the list. */
  public SentNotification {
    identifiers = List.copyOf(identifiers);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "SentNotification[id=" + id + "]";
  }
}
