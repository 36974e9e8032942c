package dev.notifier.api.lookup;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a notification in a path. */
public final class NotificationId {
  private static final Pattern UUID_FORMAT =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private NotificationId() {}

  /**
   * Parses an id.
   *
   * @throws ProblemException if it cannot be that of a notification, as if there were none
   */
  public static UUID parse(String text) {
    if (!UUID_FORMAT.matcher(text).matches()) {
      throw new ProblemException(ErrorCode.NOTIFICATION_NOT_FOUND);
    }
    return UUID.fromString(text);
  }
}
