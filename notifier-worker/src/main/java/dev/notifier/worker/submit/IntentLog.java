package dev.notifier.worker.submit;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Chooses the next group and gives its segments their names. One thread. */
final class IntentLog {
  private final LaneQueues lanes;
  private final PendingCommit step;
  private final ResponseHandler verdicts;
  private final InstantSource clock;
  private long lastNumber;

  IntentLog(
      LaneQueues lanes,
      PendingCommit step,
      ResponseHandler verdicts,
      InstantSource clock,
      long lastNumber) {
    this.lanes = lanes;
    this.step = step;
    this.verdicts = verdicts;
    this.clock = clock;
    this.lastNumber = lastNumber;
  }

  /**
   * What is written once more before anything else: segments that came too fast, and those in doubt
   * that are resent. Each is settled and named again in the same record. Expired ones end here.
   */
  List<PendingSegment> again() {
    List<PendingSegment> again = new ArrayList<>();
    while (!step.slowed.isEmpty()) {
      PendingCommit.Slowed slowed = step.slowed.remove();
      if (isExpired(slowed.open().message())) {
        verdicts.expired(slowed);
        continue;
      }
      verdicts.slowed(slowed);
      SubmitIntent naming = slowed.open().naming();
      again.add(new PendingSegment(again(naming, naming.resent()), slowed.open().message()));
    }
    while (!step.resends.isEmpty()) {
      PendingSegment doubted = step.resends.remove();
      if (isExpired(doubted.message())) {
        step.doubts.add(verdicts.doubt(doubted.naming(), false));
        continue;
      }
      step.doubts.add(verdicts.doubt(doubted.naming(), true));
      again.add(new PendingSegment(again(doubted.naming(), true), doubted.message()));
    }
    return again;
  }

  /**
   * The next group from the lanes, past the last gate. A message's segments stay together, so a
   * group may be larger than asked for by one message.
   *
   * @param capacity segments
   */
  List<PendingSegment> group(int capacity) {
    List<PendingSegment> group = new ArrayList<>();
    while (group.size() < capacity) {
      LaneQueues.Waiting waiting = lanes.take();
      if (waiting == null) {
        break;
      }
      if (isExpired(waiting.message())) {
        drop(waiting.message(), FailureReason.EXPIRED_BEFORE_SUBMISSION);
      } else {
        name(waiting, group);
      }
    }
    return group;
  }

  /** Names a message's segments that are still to be sent. */
  void name(LaneQueues.Waiting waiting, List<PendingSegment> group) {
    SubmitRecord message = waiting.message();
    for (int part : message.pending()) {
      SubmitIntent naming =
          new SubmitIntent(
              ++lastNumber,
              new SegmentId(message.notificationId(), part),
              message.texts().size(),
              message.attempt(),
              message.resent(),
              message.category().resentWhenUnconfirmed(),
              waiting.lane(),
              waiting.offset());
      group.add(new PendingSegment(naming, message));
    }
  }

  private SubmitIntent again(SubmitIntent naming, boolean resent) {
    return new SubmitIntent(
        ++lastNumber,
        naming.segment(),
        naming.of(),
        naming.attempt(),
        resent,
        naming.resendable(),
        naming.lane(),
        naming.offset());
  }

  boolean isExpired(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt != null && !clock.instant().isBefore(expiresAt);
  }

  /** Ends a message before it is sent. */
  void drop(SubmitRecord message, FailureReason reason) {
    for (int part : message.pending()) {
      step.drops.add(
          new Drop(
              new SegmentId(message.notificationId(), part),
              message.texts().size(),
              reason,
              clock.millis()));
    }
  }
}
