package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.response.ResponseHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Selects the segments of the next batch and creates their submit intents. Used by one thread. */
public final class BatchSelector {
  private final LaneQueues lanes;
  private final PendingCommit pending;
  private final ResponseHandler responses;
  private final PreSubmitCheck check;
  private final Drops drops;
  private long lastNumber;

  /**
   * @param lastNumber the highest number of an intent so far
   */
  public BatchSelector(
      LaneQueues lanes,
      PendingCommit pending,
      ResponseHandler responses,
      PreSubmitCheck check,
      InstantSource clock,
      long lastNumber) {
    this.lanes = lanes;
    this.pending = pending;
    this.responses = responses;
    this.check = check;
    drops = new Drops(pending, clock);
    this.lastNumber = lastNumber;
  }

  /**
   * Takes the segments that are sent again before all others: throttled ones, and unconfirmed ones
   * that are resent. The outcome of the old intent goes into the same record as the new intent.
   * Segments that must not be sent any more get their final outcome.
   */
  public List<PendingSegment> takeResubmissions() {
    List<PendingSegment> batch = new ArrayList<>();
    SegmentResponse throttled = pending.pollThrottled();
    while (throttled != null) {
      PendingSegment segment = throttled.segment();
      FailureReason reason = check.reasonNotToSend(segment.message());
      if (reason == null) {
        responses.throttled(throttled);
        batch.add(withNewIntent(segment, segment.intent().resent()));
      } else {
        responses.notSentAgain(throttled, reason);
      }
      throttled = pending.pollThrottled();
    }
    PendingSegment unconfirmed = pending.pollResend();
    while (unconfirmed != null) {
      if (check.reasonNotToSend(unconfirmed.message()) == null) {
        responses.resent(unconfirmed.intent());
        batch.add(withNewIntent(unconfirmed, true));
      } else {
        responses.held(unconfirmed.intent());
      }
      unconfirmed = pending.pollResend();
    }
    return batch;
  }

  /**
   * Takes messages from the lanes and drops those that must not be sent, as many as the next commit
   * has room for. The segments of a message stay together, so the batch may exceed the capacity by
   * one message.
   *
   * @param capacity segments
   */
  public List<PendingSegment> takeMessages(int capacity) {
    List<PendingSegment> batch = new ArrayList<>();
    while (batch.size() < capacity && !pending.isFull()) {
      LaneRecord next = lanes.take();
      if (next == null) {
        break;
      }
      FailureReason reason = check.reasonNotToSend(next.message());
      if (reason == null) {
        batch.addAll(journal(next));
      } else {
        drop(next.message(), reason);
      }
    }
    return batch;
  }

  /** Creates intents for the segments of a message that are still to be sent. */
  public List<PendingSegment> journal(LaneRecord taken) {
    SubmitRecord message = taken.message();
    List<PendingSegment> segments = new ArrayList<>();
    for (int segment : message.pending()) {
      SubmitIntent intent =
          new SubmitIntent(
              ++lastNumber,
              new SegmentId(message.notificationId(), segment),
              message.texts().size(),
              message.attempt(),
              message.resent(),
              message.category().resentWhenUnconfirmed(),
              taken.lane(),
              taken.offset());
      segments.add(new PendingSegment(intent, message));
    }
    return segments;
  }

  private PendingSegment withNewIntent(PendingSegment segment, boolean resent) {
    SubmitIntent old = segment.intent();
    SubmitIntent intent =
        new SubmitIntent(
            ++lastNumber,
            old.segment(),
            old.of(),
            old.attempt(),
            resent,
            old.resendable(),
            old.lane(),
            old.offset());
    return new PendingSegment(intent, segment.message());
  }

  /** Drops a message: none of its remaining segments is sent. */
  public void drop(SubmitRecord message, FailureReason reason) {
    drops.addMessage(message, reason);
  }
}
