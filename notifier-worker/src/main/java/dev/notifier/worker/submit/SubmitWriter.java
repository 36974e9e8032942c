package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.ConnectionLostException;
import java.time.Duration;

/** Writes what is named, as far as the window, the rate and the carrier allow. One thread. */
final class SubmitWriter {
  private final InFlightWindow flight;
  private final SessionManager link;
  private final WireFormat wire;
  private final UncommittedResponses memory;
  private final ResponseHandler verdicts;
  private final RateControl pace;
  private final BindContext tools;
  private final SubmitMetrics meters;

  /** What it works on. */
  record Parts(
      InFlightWindow flight,
      SessionManager link,
      WireFormat wire,
      UncommittedResponses memory,
      ResponseHandler verdicts,
      RateControl pace) {}

  SubmitWriter(Parts parts, BindContext tools, SubmitMetrics meters) {
    flight = parts.flight();
    link = parts.link();
    wire = parts.wire();
    memory = parts.memory();
    verdicts = parts.verdicts();
    pace = parts.pace();
    this.tools = tools;
    this.meters = meters;
  }

  /**
   * @param window unanswered submit_sm at once
   * @param requireFresh throws when the owner may have been replaced
   */
  void write(int window, Duration responseTimeout, Runnable requireFresh) {
    boolean wrote = false;
    PendingSegment next = flight.nextToWrite();
    while (next != null && link.current() != null && flight.flyingCount() < window && pace.take()) {
      requireFresh.run();
      wrote |= write(next, responseTimeout);
      next = flight.nextToWrite();
    }
    if (wrote) {
      link.flush();
      tools.crashPoint().passed(CrashPoint.At.WRITTEN);
    }
  }

  private boolean write(PendingSegment open, Duration responseTimeout) {
    try {
      var submit = wire.of(open.message(), open.part());
      memory.writing(open.naming().number());
      int sequence = link.submit(submit);
      flight.written(
          sequence, tools.clock().millis(), tools.nanos().getAsLong() + responseTimeout.toNanos());
      meters.written();
      return true;
    } catch (IllegalArgumentException e) {
      pace.giveBack();
      verdicts.unsendable(flight.dropNext());
      return false;
    } catch (ConnectionLostException e) {
      pace.giveBack();
      verdicts.inDoubt(flight.dropNext());
      return false;
    }
  }
}
