package dev.notifier.worker.response;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to a segment after its response, or without one, and adds that to the next
 * commit. Does no I/O; used by one thread.
 */
public final class ResponseHandler {
  private static final int ESME_ROK = 0;

  /** How often a segment is throttled before it goes to a retry topic. */
  private static final int MAX_THROTTLED = 5;

  private final PendingCommit pending;
  private final ResponsePolicy policy;
  private final ResponseEffects effects;
  private final ResponseMetrics metrics;
  private final InstantSource clock;

  public ResponseHandler(
      PendingCommit pending,
      ResponsePolicy policy,
      ResponseEffects effects,
      ResponseMetrics metrics,
      InstantSource clock) {
    this.pending = pending;
    this.policy = policy;
    this.effects = effects;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The carrier responded. */
  public void responded(SegmentResponse received) {
    int status = received.response().commandStatus();
    String number = received.segment().message().phone();
    long atMs = received.response().respondedAtMs();
    if (status == ESME_ROK) {
      policy.accepted(number, atMs);
      effects.accepted();
      add(received, Outcome.ACCEPTED, null);
      return;
    }
    ResponsePolicy.Verdict verdict = policy.rejected(number, status, atMs);
    apply(verdict.signal());
    switch (verdict.action()) {
      case SLOW -> sendAgain(received);
      case REJECT -> add(received, Outcome.REJECTED, ResponsePolicy.reasonOf(status));
      case OTHER_ROUTE -> sendThroughOtherRoute(received);
      case RETRY, RETRY_FEW, QUEUE_FULL -> retry(received, verdict.action());
      case REBIND -> {
        effects.rebind();
        retry(received, verdict.action());
      }
    }
  }

  private void apply(ResponsePolicy.Signal signal) {
    switch (signal) {
      case WORKS -> effects.rejected();
      case THROTTLES_ONE -> effects.throttled(false);
      case THROTTLES -> effects.throttled(true);
      case FAILS -> effects.failed();
      case FAILS_AGAIN -> effects.failedAgain();
    }
  }

  /** A segment that is throttled again and again must not use the rate that others need. */
  private void sendAgain(SegmentResponse received) {
    if (received.segment().throttled() + 1 < MAX_THROTTLED) {
      pending.addThrottled(received);
    } else {
      retry(received, ResponseAction.RETRY);
    }
  }

  private void retry(SegmentResponse received, ResponseAction action) {
    SubmitIntent intent = received.segment().intent();
    Optional<RetryDelay> delay = RetrySchedule.delayAfter(action, intent.attempt());
    if (delay.isEmpty()) {
      add(received, Outcome.REJECTED, FailureReason.ATTEMPTS_EXHAUSTED);
      return;
    }
    FailureReason reason = addRetried(received);
    pending.addTransfer(
        MessageTransfer.toRetryTopic(
            received
                .segment()
                .message()
                .retryOf(received.segment().segmentNumber(), intent.attempt() + 1, intent.resent()),
            intent.lane(),
            delay.get(),
            reason));
  }

  /** A message of several segments stays, because this carrier may have accepted another one. */
  private void sendThroughOtherRoute(SegmentResponse received) {
    PendingSegment segment = received.segment();
    SubmitRecord message = segment.message();
    boolean mayMove =
        message.texts().size() == 1 && !segment.intent().resent() && !message.resent();
    MessageTransfer transfer = mayMove ? effects.toOtherRoute(segment) : null;
    if (transfer == null) {
      retry(received, ResponseAction.OTHER_ROUTE);
      return;
    }
    pending.addTransfer(transfer.because(addRetried(received)));
  }

  private FailureReason addRetried(SegmentResponse received) {
    FailureReason reason = ResponsePolicy.reasonOf(received.response().commandStatus());
    add(received, Outcome.RETRIED, reason);
    return reason;
  }

  /** A throttled segment gets its next intent in the same record. */
  public void throttled(SegmentResponse received) {
    add(received, Outcome.THROTTLED, ResponsePolicy.reasonOf(received.response().commandStatus()));
  }

  /** A throttled segment is not sent again. */
  public void notSentAgain(SegmentResponse received, FailureReason reason) {
    add(received, Outcome.REJECTED, reason);
  }

  /** The segment has no form in SMPP on this route, now or later. */
  public void notEncodable(PendingSegment segment) {
    long now = clock.millis();
    add(
        new SegmentResponse(segment, new SubmitResponse(-1, null, now, now)),
        Outcome.REJECTED,
        FailureReason.CARRIER_PROTOCOL_ERROR);
  }

  /** No response arrived before the deadline. */
  public void timedOut(PendingSegment segment) {
    apply(policy.timedOut(segment.message().phone(), clock.millis()));
    unconfirmed(segment);
  }

  /** No response will arrive: the session is gone, or the deadline has passed. */
  public void unconfirmed(PendingSegment segment) {
    SubmitIntent intent = segment.intent();
    boolean resend = intent.resendable() && !intent.resent();
    if (resend) {
      pending.addResend(segment);
    } else {
      held(intent);
    }
    metrics.unconfirmed(resend);
  }

  /** An unconfirmed segment is sent again; its next intent is in the same record. */
  public void resent(SubmitIntent intent) {
    addUnconfirmed(intent, true);
  }

  /** An unconfirmed segment is not sent again. */
  public void held(SubmitIntent intent) {
    addUnconfirmed(intent, false);
  }

  private void addUnconfirmed(SubmitIntent intent, boolean resent) {
    pending.addUnconfirmed(
        new Unconfirmed(intent.number(), intent.segment(), intent.of(), resent, clock.millis()));
  }

  /** A message waits on a retry topic because its number is silent; that is no attempt. */
  public void deferred(SubmitRecord message, Lane lane, RetryDelay delay) {
    pending.addTransfer(
        MessageTransfer.toRetryTopic(message, lane, delay, FailureReason.RESPONSE_MISSING));
    metrics.deferred();
  }

  /** A message waits on a retry topic because of quiet hours; that is no attempt. */
  public void quiet(SubmitRecord message, Lane lane, RetryDelay delay) {
    pending.addTransfer(
        MessageTransfer.toRetryTopic(message, lane, delay, FailureReason.QUIET_HOURS));
    metrics.deferred();
  }

  /** A message waits on a retry topic because it may be cancelled; that is no attempt. */
  public void putOff(SubmitRecord message, Lane lane) {
    pending.addTransfer(MessageTransfer.toRetryTopic(message, lane, RetryDelay.S30, null));
    metrics.deferred();
  }

  /** The message of a queued segment left this bind; the segment was never written. */
  public void moved(PendingSegment segment) {
    long now = clock.millis();
    pending.addResponse(
        response(segment, new SubmitResponse(0, null, now, now), Outcome.MOVED, null));
  }

  /** The carrier accepted a segment after its deadline. The missing response counted already. */
  public void acceptedLate(SegmentResponse late) {
    add(late, Outcome.ACCEPTED, null);
  }

  /** The carrier rejected, after the deadline, the only submission of a segment. */
  public void rejectedLate(SegmentResponse late) {
    int status = late.response().commandStatus();
    String number = late.segment().message().phone();
    switch (policy.rejected(number, status, late.response().respondedAtMs()).action()) {
      case REJECT -> add(late, Outcome.REJECTED, ResponsePolicy.reasonOf(status));
      case RETRY -> retry(late, ResponseAction.RETRY);
      case SLOW, QUEUE_FULL, RETRY_FEW, OTHER_ROUTE, REBIND ->
          retry(late, ResponseAction.RETRY_FEW);
    }
  }

  /** A journaled segment is not written, because the carrier has an earlier submission of it. */
  public void superseded(PendingSegment segment) {
    long now = clock.millis();
    pending.addResponse(
        response(segment, new SubmitResponse(0, null, now, now), Outcome.SUPERSEDED, null));
  }

  private void add(SegmentResponse received, Outcome outcome, @Nullable FailureReason reason) {
    Response response = response(received.segment(), received.response(), outcome, reason);
    pending.addResponse(response);
    metrics.responded(response);
  }

  private static Response response(
      PendingSegment segment,
      SubmitResponse received,
      Outcome outcome,
      @Nullable FailureReason reason) {
    SubmitIntent intent = segment.intent();
    return new Response(
        intent.number(),
        intent.segment(),
        intent.of(),
        intent.attempt(),
        intent.resent(),
        outcome,
        received.commandStatus(),
        received.messageId(),
        reason,
        received.writtenAtMs(),
        received.respondedAtMs(),
        outcome == Outcome.ACCEPTED ? segment.message().phone() : null);
  }
}
