package dev.notifier.worker.send;

import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.UncommittedResponses;

/**
 * The segments of one bind that have no committed outcome yet. Used by one thread.
 *
 * @param pending the content of the next journal record
 * @param window the journaled segments
 * @param uncommitted responses and unwritten intents that are not in the journal
 */
public record SubmitState(
    PendingCommit pending, InFlightWindow window, UncommittedResponses uncommitted) {
  public SubmitState(UncommittedResponses uncommitted) {
    this(new PendingCommit(), new InFlightWindow(), uncommitted);
  }

  /** Whether no segment waits for the session or for a response. */
  public boolean isSettled() {
    return window.outstandingCount() == 0
        && window.queuedCount() == 0
        && !pending.hasResubmissions();
  }

  /** Whether every written segment has a response and every response is committed. */
  public boolean isDrained() {
    return window.outstandingCount() == 0 && !pending.isWaiting();
  }
}
