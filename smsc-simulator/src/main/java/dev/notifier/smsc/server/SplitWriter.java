package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.LinkFaultPolicy;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.record.FaultCounters;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Writes the output of one link, and as a fault sends the first PDU of some writes in pieces. Not
 * thread-safe.
 */
final class SplitWriter {
  private long writes;
  private boolean insidePdu;
  private int remainingBytes;
  private long pauseUntilMs;

  /**
   * Writes what may be written now. Returns when to continue, or Long.MAX_VALUE when only the
   * socket can be the reason to wait.
   */
  long write(
      PduBuffer out,
      WritableByteChannel channel,
      LinkFaultPolicy policy,
      FaultCounters faultCounters,
      long nowMs)
      throws IOException {
    if (out.size() == 0) {
      insidePdu = false;
      return Long.MAX_VALUE;
    }
    if (remainingBytes == 0 && startsSplit(policy)) {
      // A junk PDU can have a command_length greater than the buffer.
      remainingBytes = Math.clamp(out.firstCommandLength(), 1, out.size());
      faultCounters.increment(FaultKind.SPLIT);
    }
    if (remainingBytes > 0) {
      if (nowMs < pauseUntilMs) {
        return pauseUntilMs;
      }
      remainingBytes -= out.writeSome(channel, Math.min(remainingBytes, policy.splitBytes()));
      pauseUntilMs = nowMs + policy.splitPauseMs();
      insidePdu = true;
      return pauseUntilMs;
    }
    if (nowMs < pauseUntilMs) {
      return pauseUntilMs;
    }
    insidePdu = !out.writeTo(channel);
    return Long.MAX_VALUE;
  }

  /** Counts a write if it starts at the start of a PDU. Returns whether to split it. */
  private boolean startsSplit(LinkFaultPolicy policy) {
    if (insidePdu) {
      return false;
    }
    writes++;
    return policy.splitEvery() > 0 && writes % policy.splitEvery() == 0;
  }
}
