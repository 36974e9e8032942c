package dev.notifier.api.intake;

import dev.notifier.api.intake.Answer.Item;
import dev.notifier.api.intake.Answer.Status;
import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Finding;
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
  Answer take(List<Checked> events) {
    List<Checked.Good> good = new ArrayList<>(events.size());
    for (Checked event : events) {
      if (event instanceof Checked.Good taken) {
        good.add(taken);
      }
    }
    BitSet confirmed = good.isEmpty() ? new BitSet() : metrics.timed(() -> sender.send(good));
    metrics.batch(events.size());
    List<Item> items = new ArrayList<>(events.size());
    int sent = 0;
    for (int index = 0; index < events.size(); index++) {
      switch (events.get(index)) {
        case Checked.Bad bad -> items.add(refused(index, bad));
        case Checked.Good event -> items.add(sent(index, event, confirmed.get(sent++)));
      }
    }
    return Answer.of(items);
  }

  private Item refused(int index, Checked.Bad bad) {
    Code code = bad.findings().getFirst().code();
    metrics.refused(code);
    String detail = bad.findings().stream().map(Finding::line).collect(Collectors.joining(" "));
    return new Item(index, bad.source(), bad.id(), Status.REFUSED, code.id(), detail);
  }

  private Item sent(int index, Checked.Good good, boolean confirmed) {
    if (confirmed) {
      metrics.accepted(good.lane());
      return new Item(index, good.source(), good.id(), Status.ACCEPTED, null, null);
    }
    metrics.retried();
    Code code = Code.NOT_TAKEN;
    String detail = code.title() + ". " + code.advice() + ".";
    return new Item(index, good.source(), good.id(), Status.RETRY, code.id(), detail);
  }
}
