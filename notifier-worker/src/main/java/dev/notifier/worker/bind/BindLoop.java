package dev.notifier.worker.bind;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SessionRecord.Progress;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.send.LaneAges;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.send.SubmitWriter;
import dev.notifier.worker.send.rate.RateControl;
import java.time.Duration;

/**
 * Does the work of one owner on one bind: collects responses, commits a journal record, writes.
 * Used by one thread, which blocks on Kafka only.
 */
final class BindLoop {
  private static final Duration IDLE_POLL = Duration.ofMillis(20);
  private static final Duration BUSY_POLL = Duration.ofMillis(3);
  private static final Duration EVENT_WAIT = Duration.ofMillis(1);
  private static final Duration AGES_INTERVAL = Duration.ofSeconds(1);

  private final RouteSettings route;
  private final SessionManager session;
  private final LaneQueues lanes;
  private final SubmitState state;
  private final RateControl rate;
  private final SessionEventHandler events;
  private final BatchSource batches;
  private final JournalCommitter committer;
  private final SubmitWriter writer;
  private final BindStatus status;
  private final BindContext context;
  private final LaneAges ages;
  private long nextAgesNanos;

  BindLoop(
      RouteSettings route,
      SessionManager session,
      LaneQueues lanes,
      SubmitState state,
      RateControl rate,
      SessionEventHandler events,
      BatchSource batches,
      JournalCommitter committer,
      SubmitWriter writer,
      BindStatus status,
      BindContext context) {
    this.route = route;
    this.session = session;
    this.lanes = lanes;
    this.state = state;
    this.rate = rate;
    this.events = events;
    this.batches = batches;
    this.committer = committer;
    this.writer = writer;
    this.status = status;
    this.context = context;
    ages = new LaneAges(lanes, state.window());
    nextAgesNanos = context.nowNanos();
  }

  /** One turn of the loop. */
  void turn() {
    applyRouteChanges();
    session.connectIfDue(context.nowNanos());
    fetchMessages();
    events.handleAll(eventWait());
    events.handleTimeouts();
    committer.commitIfDue(batches::next);
    writeIfPossible();
    session.unbindIfDrained(state.window().outstandingCount(), context.nowNanos());
    updateStatus();
  }

  private void applyRouteChanges() {
    boolean changed = route.refresh(context.nowNanos());
    state.window().setSize(route.window());
    session.setRetired(route.isRetired() && state.isSettled());
    if (changed) {
      rate.setContract(route.share());
      if (route.takeRebind()) {
        session.rebindWithCurrentSettings(context.nowNanos());
      }
    }
  }

  private void fetchMessages() {
    if (hasMessages()) {
      lanes.poll(Duration.ZERO);
    } else {
      boolean isBusy =
          state.window().outstandingCount() > 0
              || state.pending().isWaiting()
              || events.receivesReceipts();
      lanes.poll(isBusy ? BUSY_POLL : IDLE_POLL);
    }
  }

  /** Messages that cannot be written now make the loop wait for an event instead of a message. */
  private Duration eventWait() {
    if (!hasMessages()) {
      return Duration.ZERO;
    }
    return session.isBound() ? EVENT_WAIT : IDLE_POLL;
  }

  private boolean hasMessages() {
    return !lanes.isEmpty() || state.window().queuedCount() > 0;
  }

  private void writeIfPossible() {
    if (batches.mayWrite() && writer.write(route.window())) {
      context.crashPoint().reached(CrashPoint.At.WRITTEN);
    }
  }

  private void updateStatus() {
    status.setProblems(lanes.problems());
    updateAges();
    status.setSegments(state.window().outstandingCount(), state.window().queuedCount());
    status.setLimits(route.window(), rate.current(), rate.contract());
    if (route.isRetired()) {
      status.setPhase(Phase.RETIRED);
    } else if (session.isBound()) {
      Phase writing = rate.isCircuitClosed() ? Phase.BOUND : Phase.CIRCUIT_OPEN;
      status.setPhase(route.isPaused() ? Phase.PAUSED : writing);
    }
  }

  private void updateAges() {
    long now = context.nowNanos();
    if (now - nextAgesNanos >= 0) {
      nextAgesNanos = now + AGES_INTERVAL.toNanos();
      status.setWaiting(ages.update(context.clock().instant(), route.isPaused()));
      status.setBulkOffset(lanes.nextOffset(Lane.BULK));
      status.setProgress(new Progress(writer.written(), lanes.waitingFrom()));
    }
  }

  /** From now on no message is journaled; outstanding responses are still collected. */
  void startDraining() {
    batches.stop();
  }

  /** Whether every written segment has a response and every response is committed. */
  boolean isDrained() {
    return state.isDrained();
  }

  /** Releases the bind: the journal says that no pending segment was written. Then unbinds. */
  void release() {
    events.giveUpOutstanding();
    committer.commitRelease(batches::resubmissions);
    session.unbind();
  }

  /** After a failed commit: records responses that still arrive, so fewer stay unconfirmed. */
  void salvageResponses(Duration limit) {
    events.salvageResponses(limit);
  }

  /** Closes the connection. */
  void abort() {
    session.abort();
  }
}
