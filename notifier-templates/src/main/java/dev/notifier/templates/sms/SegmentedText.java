package dev.notifier.templates.sms;

import java.util.List;

/**
 * A text split into segments.
 *
 * @param encoding of all segments
 * @param segments the texts in order, at least one; joined they are the whole text. A long text for
 *     message_payload is one segment
 * @param units septets or UTF-16 units of all segments together, without headers
 */
public record SegmentedText(Encoding encoding, List<String> segments, int units)
    implements SegmentResult {
  public SegmentedText {
    segments = List.copyOf(segments);
  }

  /** Returns how many messages the carrier counts; 1 for message_payload, where it does not say. */
  public int count() {
    return segments.size();
  }

  /** Omits the texts, which are personal. */
  @Override
  public String toString() {
    return "SegmentedText[" + encoding + ", segments=" + segments.size() + ", units=" + units + "]";
  }
}
