package dev.notifier.smsc.behaviour;

/**
 * Faults of links. They count for each link separately; 0 = off.
 *
 * @param dropAfterPdus number of PDUs from the client after which the link is closed without an
 *     unbind
 * @param halfOpenAfterPdus number of PDUs from the client after which the link is neither read nor
 *     written
 * @param halfOpenMs duration of the half-open state; 0 = until reset or drop
 * @param unbindAfterPdus number of PDUs from the client after which the SMSC sends an unbind
 *     request
 * @param splitEvery interval of writes whose first PDU is sent in pieces
 * @param splitBytes bytes in each piece, 1..10,000
 * @param splitPauseMs pause between pieces, 1 ms to 1 min
 * @param junkEvery interval of submit_sm after which a PDU of {@code junk} is sent
 * @param silentEnquireLink whether enquire_link gets no response
 */
public record LinkFaultPolicy(
    int dropAfterPdus,
    int halfOpenAfterPdus,
    long halfOpenMs,
    int unbindAfterPdus,
    int splitEvery,
    int splitBytes,
    long splitPauseMs,
    int junkEvery,
    JunkPdu junk,
    boolean silentEnquireLink) {
  private static final int MAX_PIECE_BYTES = 10_000;
  private static final long MAX_PAUSE_MS = 60_000;

  public static final LinkFaultPolicy NONE =
      new LinkFaultPolicy(0, 0, 0, 0, 0, 7, 20, 0, JunkPdu.UNKNOWN_COMMAND, false);

  public LinkFaultPolicy {
    Ranges.checkRange("link.dropAfterPdus", dropAfterPdus, Integer.MAX_VALUE);
    Ranges.checkRange("link.halfOpenAfterPdus", halfOpenAfterPdus, Integer.MAX_VALUE);
    Ranges.checkMs("link.halfOpenMs", halfOpenMs);
    Ranges.checkRange("link.unbindAfterPdus", unbindAfterPdus, Integer.MAX_VALUE);
    Ranges.checkRange("link.splitEvery", splitEvery, Integer.MAX_VALUE);
    Ranges.checkRange("link.junkEvery", junkEvery, Integer.MAX_VALUE);
    if (splitBytes < 1 || splitBytes > MAX_PIECE_BYTES) {
      throw new IllegalArgumentException("link.splitBytes must be 1 to " + MAX_PIECE_BYTES);
    }
    if (splitPauseMs < 1 || splitPauseMs > MAX_PAUSE_MS) {
      throw new IllegalArgumentException("link.splitPauseMs must be 1 to " + MAX_PAUSE_MS);
    }
  }
}
