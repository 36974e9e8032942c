package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.LinkFaultPolicy;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.record.FaultCounters;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes to one link, all at once or, every so often, the first PDU in pieces. Not thread-safe. */
final class SplitWriter {
  private long writes;
  private boolean mid;
  private int leftOctets;
  private long holdUntilMs;

  /**
   * Writes what may be written now; returns when to go on, Long.MAX_VALUE when nothing waits but
   * for the socket.
   */
  long write(
      PduBuffer out,
      WritableByteChannel channel,
      LinkFaultPolicy policy,
      FaultCounters tally,
      long nowMs)
      throws IOException {
    if (out.size() == 0) {
      mid = false;
      return Long.MAX_VALUE;
    }
    if (leftOctets == 0 && startsSplit(policy)) {
      // No PDU is that long: junk says it is.
      leftOctets = Math.clamp(out.firstLength(), 1, out.size());
      tally.add(FaultKind.SPLIT);
    }
    if (leftOctets > 0) {
      if (nowMs < holdUntilMs) {
        return holdUntilMs;
      }
      leftOctets -= out.writeSome(channel, Math.min(leftOctets, policy.splitOctets()));
      holdUntilMs = nowMs + policy.splitPauseMs();
      mid = true;
      return holdUntilMs;
    }
    if (nowMs < holdUntilMs) {
      return holdUntilMs;
    }
    mid = !out.writeTo(channel);
    return Long.MAX_VALUE;
  }

  /** Only a write that starts with a PDU counts. */
  private boolean startsSplit(LinkFaultPolicy policy) {
    if (mid) {
      return false;
    }
    writes++;
    return policy.splitEvery() > 0 && writes % policy.splitEvery() == 0;
  }
}
