package dev.notifier.store.tracking;

/**
 * What is known of a notification's segments, one bit each (bit segment-1). Facts are only ever
 * added, so a second telling, or another order of telling, leads to the same bits.
 *
 * @param accepted the carrier took it
 * @param rejected refused for good, or dropped before submission
 * @param delivered a positive receipt came
 * @param failed a final negative receipt came
 * @param unconfirmed written, the answer is missing, and policy holds it
 */
public record SegmentBits(
    long accepted, long rejected, long delivered, long failed, long unconfirmed) {
  /** More segments than this cannot be tracked; far above what any text is allowed. */
  public static final int MAX_SEGMENTS = 64;

  public static final SegmentBits NONE = new SegmentBits(0, 0, 0, 0, 0);

  /** The bit of a segment, which counts from 1. */
  public static long bit(int segment) {
    return 1L << (segment - 1);
  }

  /** The bits of all parts of a message. */
  public static long all(int segments) {
    return segments >= MAX_SEGMENTS ? -1L : (1L << segments) - 1;
  }
}
