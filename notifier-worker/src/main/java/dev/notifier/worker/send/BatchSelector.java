package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.response.ResponseHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects the segments of the next batch and creates their submit intents. Used by one thread. */
public final class BatchSelector {
  private static final Comparator<PendingSegment> IN_ORDER =
      Comparator.comparing((PendingSegment segment) -> segment.intent().lane())
          .thenComparingLong(segment -> segment.intent().offset())
          .thenComparingInt(PendingSegment::segmentNumber);

  /** More messages of silent numbers wait for the next batch. */
  private static final int MAX_DEFERRED = 100;

  /**
   * The most messages that are moved to a retry topic because a rule may be unknown. A backlog of
   * millions must not be written again and again, least of all while Kafka has difficulties.
   */
  private static final int MAX_PUT_OFF_PER_SECOND = 100;

  /** The most resends that wait for a number that is silent; further ones wait on a retry topic. */
  private static final int MAX_WAITING_RESENDS = 100;

  private final LaneQueues lanes;
  private final PendingCommit pending;
  private final InFlightWindow window;
  private final ResponseHandler responses;
  private final PreSubmitCheck check;
  private final Drops drops;
  private final InstantSource clock;
  private long lastNumber;
  private long putOffs;
  private long nextPutOffMs;

  /**
   * @param lastNumber the highest number of an intent so far
   */
  public BatchSelector(
      LaneQueues lanes,
      SubmitState state,
      ResponseHandler responses,
      PreSubmitCheck check,
      InstantSource clock,
      long lastNumber) {
    this.lanes = lanes;
    pending = state.pending();
    window = state.window();
    this.responses = responses;
    this.check = check;
    this.clock = clock;
    drops = new Drops(pending, clock);
    this.lastNumber = lastNumber;
  }

  /**
   * Takes the segments that are sent again before the others of their lanes: throttled ones, and
   * unconfirmed ones that are resent; urgent ones first, and within a lane in the order in which
   * they were on it. The outcome of the old intent goes into the same record as the new intent.
   * Segments that must not be sent any more get their final outcome. An unconfirmed segment for a
   * number that is silent waits, because a late response would still cancel it.
   */
  public List<PendingSegment> takeResubmissions() {
    return takeResubmissions(MAX_WAITING_RESENDS);
  }

  /** The same, and none waits: for a release. */
  public List<PendingSegment> takeAllResubmissions() {
    return takeResubmissions(0);
  }

  private List<PendingSegment> takeResubmissions(int maxWaiting) {
    if (!pending.hasResubmissions()) {
      return List.of();
    }
    List<PendingSegment> segments = new ArrayList<>(takeUnconfirmed(maxWaiting));
    segments.addAll(takeThrottled());
    return segments.stream().sorted(IN_ORDER).map(this::withNewIntent).toList();
  }

  private List<PendingSegment> takeThrottled() {
    List<PendingSegment> taken = new ArrayList<>();
    SegmentResponse throttled = pending.pollThrottled();
    while (throttled != null) {
      PendingSegment segment = throttled.segment();
      FailureReason reason = check.reasonNotToWrite(segment);
      if (reason == null) {
        responses.throttled(throttled);
        taken.add(segment.throttledAgain());
      } else if (segment.intent().resent()) {
        responses.held(segment.intent()); // The first submission is still unconfirmed.
      } else {
        responses.notSentAgain(throttled, reason);
      }
      throttled = pending.pollThrottled();
    }
    return taken;
  }

  private List<PendingSegment> takeUnconfirmed(int maxWaiting) {
    List<PendingSegment> taken = new ArrayList<>();
    List<PendingSegment> waiting = new ArrayList<>();
    PendingSegment unconfirmed = pending.pollResend();
    while (unconfirmed != null) {
      if (check.reasonNotToRepeat(unconfirmed.message()) != null) {
        responses.held(unconfirmed.intent());
      } else if (waiting.size() < maxWaiting && isUnresponsive(unconfirmed.message(), taken)) {
        waiting.add(unconfirmed);
      } else {
        responses.resent(unconfirmed.intent());
        taken.add(unconfirmed.asResent());
      }
      unconfirmed = pending.pollResend();
    }
    waiting.forEach(pending::addResend);
    return taken;
  }

  /**
   * Takes messages from the lanes and drops those that must not be sent, as many as the next commit
   * has room for. The segments of a message stay together, so the batch may exceed the capacity by
   * one message. Messages for numbers that are silent wait on a retry topic.
   *
   * @param capacity segments
   * @param urgentCapacity urgent segments, even if this is more than the capacity
   */
  public List<PendingSegment> takeMessages(int capacity, int urgentCapacity) {
    deferQueued();
    List<PendingSegment> batch = new ArrayList<>();
    int deferred = 0;
    while (deferred < MAX_DEFERRED && !pending.isFull()) {
      LaneRecord next = takeNext(batch.size(), capacity, urgentCapacity);
      if (next == null) {
        break;
      }
      SubmitRecord message = next.message();
      FailureReason reason = check.reasonNotToSend(message);
      RetryDelay quiet = check.quietDelay(message);
      if (reason != null) {
        drops.addMessage(message, reason);
      } else if (quiet != null) {
        responses.quiet(message, next.lane(), quiet);
        deferred++;
      } else if (check.mustWait(message)) {
        putOff(message, next.lane());
        deferred++;
      } else if (isUnresponsive(message, batch)) {
        responses.deferred(message, next.lane(), delayFor(message));
        deferred++;
      } else {
        batch.addAll(journal(next));
      }
    }
    return batch;
  }

  private @Nullable LaneRecord takeNext(int taken, int capacity, int urgentCapacity) {
    if (taken < urgentCapacity && lanes.isNext(Lane.URGENT, this::mayBeTaken)) {
      return lanes.take(Lane.URGENT);
    }
    return taken < capacity ? lanes.take(this::mayBeTaken) : null;
  }

  /** A message that must wait makes room for those behind it, but not for any number of them. */
  private boolean mayBeTaken(LaneRecord next) {
    return clock.millis() >= nextPutOffMs || !check.mustWait(next.message());
  }

  private void putOff(SubmitRecord message, Lane lane) {
    responses.putOff(message, lane);
    putOffs++;
    if (putOffs % MAX_PUT_OFF_PER_SECOND == 0) {
      nextPutOffMs = clock.millis() + Duration.ofSeconds(1).toMillis();
    }
  }

  /** A silent number gets one message at a time. */
  private boolean isUnresponsive(SubmitRecord message, List<PendingSegment> taken) {
    String number = message.phone();
    return window.isUnresponsive(number)
        || (window.isSilent(number)
            && taken.stream().anyMatch(each -> each.message().phone().equals(number)));
  }

  /** Moves queued messages of silent numbers, and such that must wait, to a retry topic. */
  private void deferQueued() {
    if (check.mayMissAny()) {
      for (List<PendingSegment> segments : window.takeWhole(check::mustWait, MAX_DEFERRED)) {
        segments.forEach(responses::moved);
        PendingSegment first = segments.getFirst();
        responses.putOff(first.message(), first.intent().lane());
      }
    }
    for (List<PendingSegment> segments : window.takeUnresponsive(MAX_DEFERRED)) {
      segments.forEach(responses::moved);
      PendingSegment first = segments.getFirst();
      SubmitRecord message = first.message();
      if (segments.stream().noneMatch(each -> each.intent().resent())) {
        responses.deferred(message, first.intent().lane(), delayFor(message));
      } else {
        for (PendingSegment each : segments) {
          responses.deferred(
              message.retryOf(
                  each.segmentNumber(), each.intent().attempt(), each.intent().resent()),
              each.intent().lane(),
              delayFor(message));
        }
      }
    }
  }

  private RetryDelay delayFor(SubmitRecord message) {
    return window.isSilent(message.phone()) ? RetryDelay.S30 : RetryDelay.S5;
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
      segments.add(new PendingSegment(intent, message, 0, taken.storedMs()));
    }
    return segments;
  }

  private PendingSegment withNewIntent(PendingSegment segment) {
    return segment.withNumber(++lastNumber);
  }
}
