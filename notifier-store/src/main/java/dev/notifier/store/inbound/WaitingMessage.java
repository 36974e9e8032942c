package dev.notifier.store.inbound;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.UUID;

/**
 * A message of which segments are missing, or one that was complete a short time ago.
 *
 * @param id that the message has
 * @param dueAt when it ends, by the times of its segments
 * @param partition where its first segment was read
 * @param segments by number, from 1
 */
public record WaitingMessage(
    Key key,
    String phone,
    String route,
    UUID id,
    Instant firstAt,
    Instant lastAt,
    Instant dueAt,
    int partition,
    boolean complete,
    NavigableMap<Integer, Segment> segments) {

  /**
   * What the segments have in common.
   *
   * @param recipient the HMAC of the sender's number
   * @param scheme of the references
   */
  public record Key(UUID recipient, String address, String scheme, int reference, int total) {}

  /** The bytes of a segment. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Segment(int dataCoding, byte[] bytes) {
    /** Omits the bytes. */
    @Override
    public String toString() {
      return "Segment[dataCoding=" + dataCoding + ", bytes=" + bytes.length + "]";
    }
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "WaitingMessage[id=" + id + ", segments=" + segments.size() + "]";
  }
}
