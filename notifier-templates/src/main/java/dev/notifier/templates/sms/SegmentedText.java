package dev.notifier.templates.sms;

import java.util.List;

/**
 * A text cut for the wire.
 *
 * @param encoding of all parts
 * @param segments the texts in order, at least one; joined they give the whole text. A long text
 *     for message_payload is one part
 * @param units septets or UTF-16 units of all parts together, without headers
 */
public record SegmentedText(Encoding encoding, List<String> segments, int units)
    implements SegmentResult {
  public SegmentedText {
    segments = List.copyOf(segments);
  }

  /** How many messages the carrier counts; one for message_payload, where it does not tell. */
  public int count() {
    return segments.size();
  }

  /** Without the texts: they are personal. */
  @Override
  public String toString() {
    return "Segments[" + encoding + ", parts=" + segments.size() + ", units=" + units + "]";
  }
}
