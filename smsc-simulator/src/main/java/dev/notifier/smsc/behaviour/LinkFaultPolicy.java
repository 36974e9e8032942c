package dev.notifier.smsc.behaviour;

/**
 * How links misbehave, each for itself; 0 = not.
 *
 * @param dropAfterPdus the link is closed without a word after so many PDUs from the client
 * @param halfOpenAfterPdus the link is neither read nor written after so many
 * @param halfOpenMs for so long; 0 = until reset or drop
 * @param unbindAfterPdus the centre asks to unbind after so many
 * @param splitEvery every so many writes the first PDU goes out in pieces
 * @param splitOctets octets a piece, 1..10,000
 * @param splitPauseMs between pieces, 1 ms to 1 min
 * @param junkEvery after every so many submit_sm a PDU of {@code junk} is sent
 * @param silentEnquireLink whether enquire_link gets no answer
 */
public record LinkFaultPolicy(
    int dropAfterPdus,
    int halfOpenAfterPdus,
    long halfOpenMs,
    int unbindAfterPdus,
    int splitEvery,
    int splitOctets,
    long splitPauseMs,
    int junkEvery,
    JunkPdu junk,
    boolean silentEnquireLink) {
  private static final int MAX_PIECE_OCTETS = 10_000;
  private static final long MAX_PAUSE_MS = 60_000;

  public static final LinkFaultPolicy SOUND =
      new LinkFaultPolicy(0, 0, 0, 0, 0, 7, 20, 0, JunkPdu.UNKNOWN_COMMAND, false);

  public LinkFaultPolicy {
    Ranges.checkRange("link.dropAfterPdus", dropAfterPdus, Integer.MAX_VALUE);
    Ranges.checkRange("link.halfOpenAfterPdus", halfOpenAfterPdus, Integer.MAX_VALUE);
    Ranges.checkMs("link.halfOpenMs", halfOpenMs);
    Ranges.checkRange("link.unbindAfterPdus", unbindAfterPdus, Integer.MAX_VALUE);
    Ranges.checkRange("link.splitEvery", splitEvery, Integer.MAX_VALUE);
    Ranges.checkRange("link.junkEvery", junkEvery, Integer.MAX_VALUE);
    if (splitOctets < 1 || splitOctets > MAX_PIECE_OCTETS) {
      throw new IllegalArgumentException("link.splitOctets must be 1 to " + MAX_PIECE_OCTETS);
    }
    if (splitPauseMs < 1 || splitPauseMs > MAX_PAUSE_MS) {
      throw new IllegalArgumentException("link.splitPauseMs must be 1 to " + MAX_PAUSE_MS);
    }
  }
}
