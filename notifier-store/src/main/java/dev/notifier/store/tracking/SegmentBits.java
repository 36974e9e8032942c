package dev.notifier.store.tracking;

/**
 * The states of the segments of a notification: one bit for each segment (bit segment - 1). Bits
 * are only added, so responses and receipts lead to the same bits in every order and if they are
 * processed again.
 *
 * @param accepted the carrier accepted the segment
 * @param rejected permanently rejected, or dropped before submission
 * @param delivered a positive receipt was received
 * @param failed a final negative receipt was received
 * @param unconfirmed written, without a response, and held by policy
 */
public record SegmentBits(
    long accepted, long rejected, long delivered, long failed, long unconfirmed) {
  /** The maximum number of segments that can be tracked; far above that of any allowed text. */
  public static final int MAX_SEGMENTS = 64;

  public static final SegmentBits NONE = new SegmentBits(0, 0, 0, 0, 0);

  /** Returns the bit of a segment, which counts from 1. */
  public static long bit(int segment) {
    return 1L << (segment - 1);
  }

  /** Returns the bits of all segments of a message. */
  public static long all(int segments) {
    return segments >= MAX_SEGMENTS ? -1L : (1L << segments) - 1;
  }
}
