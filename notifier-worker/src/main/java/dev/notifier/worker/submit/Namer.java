package dev.notifier.worker.submit;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Naming;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Chooses the next group and gives its segments their names. One thread. */
final class Namer {
  private final Lanes lanes;
  private final Step step;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private long lastNumber;

  Namer(Lanes lanes, Step step, Verdicts verdicts, InstantSource clock, long lastNumber) {
    this.lanes = lanes;
    this.step = step;
    this.verdicts = verdicts;
    this.clock = clock;
    this.lastNumber = lastNumber;
  }

  /**
   * The next group: first what is resent, then what the lanes hold, past the last gate. A message's
   * segments stay together, so a group may be larger than asked for by one message.
   *
   * @param capacity segments
   */
  List<Open> group(int capacity) {
    List<Open> group = new ArrayList<>();
    while (!step.resends.isEmpty()) {
      Open doubted = step.resends.remove();
      if (isExpired(doubted.message())) {
        step.doubts.add(verdicts.doubt(doubted.naming(), false));
        continue;
      }
      step.doubts.add(verdicts.doubt(doubted.naming(), true));
      group.add(new Open(again(doubted.naming()), doubted.message()));
    }
    while (group.size() < capacity) {
      Lanes.Waiting waiting = lanes.take();
      if (waiting == null) {
        break;
      }
      if (passesGate(waiting.message())) {
        name(waiting, group);
      }
    }
    return group;
  }

  private void name(Lanes.Waiting waiting, List<Open> group) {
    SubmitRecord message = waiting.message();
    for (int part : message.parts()) {
      Naming naming =
          new Naming(
              ++lastNumber,
              new SegmentId(message.notification(), part),
              message.texts().size(),
              message.attempt(),
              message.resent(),
              message.category().resentWhenUnconfirmed(),
              waiting.lane(),
              waiting.offset());
      group.add(new Open(naming, message));
    }
  }

  private Naming again(Naming naming) {
    return new Naming(
        ++lastNumber,
        naming.segment(),
        naming.of(),
        naming.attempt(),
        true,
        naming.resendable(),
        naming.lane(),
        naming.offset());
  }

  private boolean isExpired(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt != null && !clock.instant().isBefore(expiresAt);
  }

  private boolean passesGate(SubmitRecord message) {
    if (!isExpired(message)) {
      return true;
    }
    for (int part : message.parts()) {
      step.drops.add(
          new Drop(
              new SegmentId(message.notification(), part),
              message.texts().size(),
              Cause.EXPIRED_BEFORE_SUBMISSION,
              clock.millis()));
    }
    return false;
  }
}
