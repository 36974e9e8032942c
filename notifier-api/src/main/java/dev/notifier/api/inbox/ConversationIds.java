package dev.notifier.api.inbox;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids of conversations and messages. */
final class ConversationIds {
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private ConversationIds() {}

  /**
   * Reads the id of a conversation.
   *
   * @throws ProblemException if it can be none
   */
  static UUID parse(String id) {
    return parse(id, ErrorCode.CONVERSATION_NOT_FOUND);
  }

  static UUID parse(String id, ErrorCode unknown) {
    if (!ID.matcher(id).matches()) {
      throw new ProblemException(unknown);
    }
    return UUID.fromString(id);
  }
}
