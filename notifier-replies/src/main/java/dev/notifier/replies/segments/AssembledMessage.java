package dev.notifier.replies.segments;

import java.time.Instant;
import java.util.List;

/**
 * A message whose segments are joined.
 *
 * @param origin of the segment that arrived first
 * @param receivedAt when the first segment arrived
 * @param content in the order of the text. Bytes are joined before they are decoded, so that a
 *     character that two segments share is whole
 * @param missing the numbers of the segments that did not arrive; empty if the message is complete
 */
public record AssembledMessage(
    String sender,
    String destination,
    String origin,
    Instant receivedAt,
    List<CodedBytes> content,
    List<Integer> missing) {
  /** Copies the lists. */
  public AssembledMessage {
    content = List.copyOf(content);
    missing = List.copyOf(missing);
  }

  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "AssembledMessage[origin=" + origin + ", missing=" + missing + "]";
  }
}
