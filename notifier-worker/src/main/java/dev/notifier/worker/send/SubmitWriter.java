package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.SubmitSm;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes queued segments as far as the window, the rate and the session allow. Used by one thread.
 */
public final class SubmitWriter {
  private final SubmitState state;
  private final SubmitChannel channel;
  private final WireFormat format;
  private final ResponseHandler responses;
  private final PreSubmitCheck check;
  private final Drops drops;
  private final RateControl rate;
  private final Runnable requireLease;
  private final Timing timing;
  private final Counter written;
  private long segments;

  /**
   * The time of a write.
   *
   * @param responseTimeout how long a response is waited for
   * @param nanos a monotonic clock
   */
  public record Timing(Duration responseTimeout, InstantSource clock, LongSupplier nanos) {
    long deadlineNanos() {
      return nanos.getAsLong() + responseTimeout.toNanos();
    }
  }

  /**
   * @param check asked before each segment, because a segment may wait for long after its intent
   * @param requireLease called before each segment; throws if this owner may have been replaced
   * @param written counts segments
   */
  public SubmitWriter(
      SubmitState state,
      SubmitChannel channel,
      WireFormat format,
      ResponseHandler responses,
      PreSubmitCheck check,
      RateControl rate,
      Runnable requireLease,
      Timing timing,
      Counter written) {
    this.state = state;
    this.channel = channel;
    this.format = format;
    this.responses = responses;
    this.check = check;
    drops = new Drops(state.pending(), timing.clock());
    this.rate = rate;
    this.requireLease = requireLease;
    this.timing = timing;
    this.written = written;
  }

  /** The counter of the segments written on a route. */
  public static Counter counter(MeterRegistry registry, String route) {
    return Counter.builder("notifier.submit.segments")
        .description("Segments written to the carrier")
        .tag("route", route)
        .register(registry);
  }

  /** How many segments this writer has written. */
  public long written() {
    return segments;
  }

  /**
   * Writes queued segments.
   *
   * @param window how many submit_sm may be outstanding
   * @return whether any segment was written
   */
  public boolean write(int window) {
    boolean wrote = false;
    PendingSegment next = nextToWrite();
    while (next != null
        && channel.isBound()
        && state.window().outstandingCount() < window
        && rate.tryAcquire()) {
      requireLease.run();
      wrote |= write(next);
      next = nextToWrite();
    }
    if (wrote) {
      channel.flush();
    }
    return wrote;
  }

  /**
   * The first queued segment that may be written; those before it are dropped, as many as the next
   * commit has room for. Null if there is none now.
   */
  private @Nullable PendingSegment nextToWrite() {
    PendingSegment next = state.window().peekQueued();
    FailureReason reason = next == null ? null : check.reasonNotToWrite(next);
    while (next != null && reason != null) {
      if (state.pending().isFull()) {
        return null;
      }
      drops.addQueued(state.window().takeQueued(), reason);
      next = state.window().peekQueued();
      reason = next == null ? null : check.reasonNotToWrite(next);
    }
    // It is moved to a retry topic before the next batch.
    return next != null && check.isHeldBack(next, state.window()) ? null : next;
  }

  private boolean write(PendingSegment segment) {
    try {
      SubmitSm submit = format.submitSm(segment.message(), segment.segmentNumber());
      state.uncommitted().writing(segment.intent().number());
      int sequence = channel.submit(submit);
      state.window().written(sequence, timing.clock().millis(), timing.deadlineNanos());
      written.increment();
      segments++;
      return true;
    } catch (IllegalArgumentException e) {
      rate.release();
      responses.notEncodable(state.window().takeQueued());
      return false;
    } catch (ConnectionLostException e) {
      rate.release();
      responses.unconfirmed(state.window().takeQueued());
      return false;
    }
  }
}
