package dev.notifier.api.intake;

import dev.notifier.api.intake.IntakeResult.Item;
import dev.notifier.api.intake.IntakeResult.Status;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** From checked events to Kafka and back to one answer for each. Thread-safe. */
final class Intake {
  private final EventSender sender;
  private final IntakeMetrics metrics;
  private final InstantSource clock;

  Intake(EventSender sender, IntakeMetrics metrics, InstantSource clock) {
    this.sender = sender;
    this.metrics = metrics;
    this.clock = clock;
  }

  java.time.Instant now() {
    return clock.instant();
  }

  /** Sends the good ones; returns when Kafka has them or the time is up. */
  IntakeResult take(List<CheckResult> events) {
    List<CheckResult.Good> good = new ArrayList<>(events.size());
    for (CheckResult event : events) {
      if (event instanceof CheckResult.Good taken) {
        good.add(taken);
      }
    }
    BitSet confirmed = good.isEmpty() ? new BitSet() : metrics.timed(() -> sender.send(good));
    metrics.batch(events.size());
    List<Item> items = new ArrayList<>(events.size());
    int sent = 0;
    for (int index = 0; index < events.size(); index++) {
      switch (events.get(index)) {
        case CheckResult.Bad bad -> items.add(refused(index, bad));
        case CheckResult.Good event -> items.add(sent(index, event, confirmed.get(sent++)));
      }
    }
    return IntakeResult.of(items);
  }

  private Item refused(int index, CheckResult.Bad bad) {
    ErrorCode code = bad.findings().getFirst().code();
    metrics.refused(code);
    String detail = bad.findings().stream().map(Violation::line).collect(Collectors.joining(" "));
    return new Item(index, bad.source(), bad.id(), Status.REFUSED, code.id(), detail);
  }

  private Item sent(int index, CheckResult.Good good, boolean confirmed) {
    if (confirmed) {
      metrics.accepted(good.lane());
      return new Item(index, good.source(), good.id(), Status.ACCEPTED, null, null);
    }
    metrics.retried();
    ErrorCode code = ErrorCode.NOT_CONFIRMED;
    String detail = code.title() + ". " + code.advice() + ".";
    return new Item(index, good.source(), good.id(), Status.RETRY, code.id(), detail);
  }
}
