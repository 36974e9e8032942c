package dev.notifier.replies.segments;

/**
 * What the segments of one message have in common. The total is part of it: a reference that
 * returns with another total belongs to another message.
 */
public record MessageKey(
    String sender, String destination, Scheme scheme, int reference, int total) {
  static MessageKey of(InboundSegment segment, SegmentPosition position) {
    return new MessageKey(
        segment.sender(),
        segment.destination(),
        position.scheme(),
        position.reference(),
        position.total());
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "MessageKey[" + scheme + ", reference=" + reference + ", total=" + total + "]";
  }
}
