package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.LinkDownException;
import java.time.Duration;

/** Writes what is named, as far as the window, the rate and the carrier allow. One thread. */
final class Writer {
  private final Flight flight;
  private final LinkKeeper link;
  private final WireForm wire;
  private final Memory memory;
  private final Verdicts verdicts;
  private final Pace pace;
  private final BindTools tools;
  private final SubmitMeters meters;

  /** What it works on. */
  record Parts(
      Flight flight, LinkKeeper link, WireForm wire, Memory memory, Verdicts verdicts, Pace pace) {}

  Writer(Parts parts, BindTools tools, SubmitMeters meters) {
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
    Open next = flight.nextToWrite();
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

  private boolean write(Open open, Duration responseTimeout) {
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
    } catch (LinkDownException e) {
      pace.giveBack();
      verdicts.inDoubt(flight.dropNext());
      return false;
    }
  }
}
