package dev.notifier.replies.segments;

import java.util.Optional;

/**
 * The place of a segment in its message.
 *
 * @param reference chosen by the sender for the message
 * @param total segments of the message, 2 to 255
 * @param number from 1 to {@code total}
 */
public record SegmentPosition(Scheme scheme, int reference, int total, int number) {
  /** Returns the position; empty for one segment, and for a number outside of the total. */
  static Optional<SegmentPosition> of(Scheme scheme, int reference, byte total, byte number) {
    int segments = total & 0xFF;
    int segment = number & 0xFF;
    return segments < 2 || segment < 1 || segment > segments
        ? Optional.empty()
        : Optional.of(new SegmentPosition(scheme, reference, segments, segment));
  }
}
