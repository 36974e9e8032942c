package dev.notifier.worker.bind;

import dev.notifier.worker.bind.session.SessionEvent;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.bind.session.WaitingReceipts;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.send.InFlightWindow;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.SubmitSmResp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles the events of a bind's session, and the responses that do not arrive. Used by one thread.
 */
final class SessionEventHandler {
  private static final Duration SALVAGE_POLL = Duration.ofMillis(3);
  private static final Duration RECEIPTS_PAUSE = Duration.ofMillis(500);

  private final BlockingQueue<SessionEvent> events;
  private final WaitingReceipts waiting;
  private final SessionManager session;
  private final SubmitState state;
  private final ResponseHandler responses;
  private final RateControl rate;
  private final ResponseMetrics metrics;
  private final LongSupplier nanos;
  private final TimedOutSegments timedOutSegments = new TimedOutSegments();
  private final LateResponses lateResponses;
  private long receivedNanos;

  SessionEventHandler(
      BlockingQueue<SessionEvent> events,
      WaitingReceipts waiting,
      SessionManager session,
      SubmitState state,
      ResponseHandler responses,
      RateControl rate,
      ResponseMetrics metrics,
      LongSupplier nanos) {
    this.events = events;
    this.waiting = waiting;
    this.session = session;
    this.state = state;
    this.responses = responses;
    this.rate = rate;
    this.metrics = metrics;
    this.nanos = nanos;
    receivedNanos = nanos.getAsLong() - RECEIPTS_PAUSE.toNanos();
    lateResponses = new LateResponses(state, responses);
  }

  /**
   * Handles the events that have arrived, as many as the next commit has room for.
   *
   * @param waitFor how long to wait for the first one
   */
  void handleAll(Duration waitFor) {
    SessionEvent event = state.pending().isFull() ? null : events.poll();
    if (event == null && waitFor.isPositive()) {
      event = await(waitFor);
    }
    while (event != null) {
      handle(event);
      event = state.pending().isFull() ? null : events.poll();
    }
  }

  private @Nullable SessionEvent await(Duration limit) {
    try {
      return events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void handle(SessionEvent event) {
    switch (event) {
      case SessionEvent.Responded responded -> responded(responded);
      case SessionEvent.Received received -> received(received.receipt());
      case SessionEvent.Bound bound -> session.bound(bound);
      case SessionEvent.BindFailed failed -> session.bindFailed(failed, nanos.getAsLong());
      case SessionEvent.Closed closed -> {
        if (session.closed(closed, nanos.getAsLong())) {
          sessionLost();
        }
      }
    }
  }

  private void responded(SessionEvent.Responded event) {
    SubmitSmResp resp = event.response();
    InFlightWindow.Outstanding outstanding =
        session.isCurrent(event) ? state.window().takeOutstanding(resp.sequence()) : null;
    if (outstanding == null) {
      respondedLate(event);
      return;
    }
    PendingSegment segment = outstanding.segment();
    SubmitResponse response = response(event, outstanding);
    state.uncommitted().responded(segment.intent().number(), response);
    rate.congestion(resp.congestion());
    responses.responded(new SegmentResponse(segment, response));
  }

  /** Whether a receipt came a short time ago, so that others will probably follow. */
  boolean receivesReceipts() {
    return nanos.getAsLong() - receivedNanos < RECEIPTS_PAUSE.toNanos();
  }

  /** One that has the retry status already arrives again. */
  private void received(UnacknowledgedReceipt receipt) {
    waiting.taken();
    receivedNanos = nanos.getAsLong();
    if (!receipt.pdu().isResponded()) {
      state.pending().addReceipt(receipt);
    }
  }

  /** The sequence number stays known while the link lives, so the response finds its segment. */
  private void respondedLate(SessionEvent.Responded event) {
    metrics.late();
    InFlightWindow.Outstanding timedOut =
        session.isCurrent(event)
            ? timedOutSegments.take(event.response().sequence(), nanos.getAsLong())
            : null;
    if (timedOut != null) {
      lateResponses.settle(new SegmentResponse(timedOut.segment(), response(event, timedOut)));
    }
  }

  private static SubmitResponse response(
      SessionEvent.Responded event, InFlightWindow.Outstanding segment) {
    SubmitSmResp resp = event.response();
    return new SubmitResponse(
        resp.commandStatus(), resp.messageId(), segment.writtenAtMs(), event.atMs());
  }

  private void sessionLost() {
    timedOutSegments.clear();
    for (PendingSegment segment : state.window().takeAllOutstanding()) {
      rate.release();
      responses.unconfirmed(segment);
    }
  }

  /** Makes the segments unconfirmed whose response is overdue and has not arrived. */
  void handleTimeouts() {
    long now = nanos.getAsLong();
    Set<Integer> overdue = state.window().overdue(now).keySet();
    if (!overdue.isEmpty() || !timedOutSegments.isEmpty()) {
      // Also late ones, which may still make a resend needless.
      handleWaitingResponses(
          sequence -> overdue.contains(sequence) || timedOutSegments.contains(sequence));
    }
    state
        .window()
        .overdue(now)
        .forEach((sequence, segment) -> timedOutSegments.add(sequence, segment, now));
    state.window().takeOverdue(now).forEach(responses::timedOut);
  }

  /** Behind the receipts for which the next commit has no room, responses may wait for long. */
  private void handleWaitingResponses(IntPredicate isMeant) {
    List<SessionEvent.Responded> arrived = new ArrayList<>();
    events.removeIf(event ->
        event instanceof SessionEvent.Responded each
            && session.isCurrent(each)
            && isMeant.test(each.response().sequence())
            && arrived.add(each));
    arrived.forEach(this::responded);
  }

  /** Makes all outstanding segments unconfirmed whose response has not arrived. */
  void giveUpOutstanding() {
    handleWaitingResponses(_ -> true);
    state.window().takeAllOutstanding().forEach(responses::unconfirmed);
  }

  /** After a failed commit: records responses that still arrive, so fewer stay unconfirmed. */
  void salvageResponses(Duration limit) {
    long deadline = nanos.getAsLong() + limit.toNanos();
    while (state.window().outstandingCount() > 0
        && nanos.getAsLong() < deadline
        && !Thread.currentThread().isInterrupted()) {
      if (await(SALVAGE_POLL) instanceof SessionEvent.Responded responded) {
        responded(responded);
      }
    }
  }
}
