package dev.notifier.replies.decision;

/**
 * An inbound message that is decided about.
 *
 * @param text decoded
 * @param sendsFromPhone whether an answer can reach the sender: it is a number of a person, and no
 *     short code and no name
 * @param complete whether all segments arrived. An incomplete text never counts as a keyword
 */
public record InboundMessage(String text, boolean sendsFromPhone, boolean complete) {
  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundMessage[characters=" + text.length() + ", complete=" + complete + "]";
  }
}
