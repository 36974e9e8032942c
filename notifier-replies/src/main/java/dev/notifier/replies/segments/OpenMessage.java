package dev.notifier.replies.segments;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The segments of a message that have arrived. An immutable value that can be stored. A message
 * that is complete remains until its time is over, so that a duplicate of one of its segments does
 * not begin another message.
 *
 * @param origin of the segment that arrived first
 * @param segments by number, from 1
 */
public record OpenMessage(
    MessageKey key,
    String origin,
    Instant firstAt,
    Instant lastAt,
    NavigableMap<Integer, Content> segments) {
  /** Copies the segments. */
  public OpenMessage {
    segments = Collections.unmodifiableNavigableMap(new TreeMap<>(segments));
  }

  /** The bytes of a segment, without its user data header. */
  @SuppressWarnings("ArrayRecordComponent") // Compared with Arrays.equals.
  public record Content(int dataCoding, byte[] bytes) {
    boolean isSame(Content other) {
      return dataCoding == other.dataCoding && Arrays.equals(bytes, other.bytes);
    }

    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Content[dataCoding=" + dataCoding + ", bytes=" + bytes.length + "]";
    }
  }

  static OpenMessage begin(MessageKey key, InboundSegment segment, int number, Instant now) {
    return new OpenMessage(
        key, segment.origin(), now, now, new TreeMap<>(Map.of(number, content(segment))));
  }

  static Content content(InboundSegment segment) {
    return new Content(segment.dataCoding(), segment.text());
  }

  OpenMessage with(int number, Content content, Instant now) {
    NavigableMap<Integer, Content> more = new TreeMap<>(segments);
    more.put(number, content);
    return new OpenMessage(key, origin, firstAt, now.isAfter(lastAt) ? now : lastAt, more);
  }

  /** Whether this segment has arrived before, with the same bytes. */
  boolean has(InboundSegment segment, int number) {
    Content earlier = segments.get(number);
    return earlier != null && earlier.isSame(content(segment));
  }

  public boolean isComplete() {
    return segments.size() == key.total();
  }

  int bytes() {
    return segments.values().stream().mapToInt(content -> content.bytes().length).sum();
  }

  /** Joins the segments; bytes of different encodings, or on two sides of a gap, stay apart. */
  AssembledMessage assemble() {
    List<CodedBytes> content = new ArrayList<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int previous = 0;
    int dataCoding = segments.firstEntry().getValue().dataCoding();
    boolean afterGap = segments.firstKey() > 1;
    for (var entry : segments.entrySet()) {
      boolean gap = entry.getKey() != previous + 1;
      if (joined.size() > 0 && (gap || entry.getValue().dataCoding() != dataCoding)) {
        content.add(new CodedBytes(dataCoding, afterGap, joined.toByteArray()));
        joined.reset();
        afterGap = gap;
      }
      dataCoding = entry.getValue().dataCoding();
      joined.writeBytes(entry.getValue().bytes());
      previous = entry.getKey();
    }
    content.add(new CodedBytes(dataCoding, afterGap, joined.toByteArray()));
    return new AssembledMessage(
        key.sender(), key.destination(), origin, firstAt, content, missing());
  }

  private List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= key.total(); number++) {
      if (!segments.containsKey(number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "OpenMessage[" + key + ", origin=" + origin + ", segments=" + segments.size() + "]";
  }
}
