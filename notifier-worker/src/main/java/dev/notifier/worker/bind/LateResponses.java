package dev.notifier.worker.bind;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SegmentId;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.send.SubmitState;
import java.util.function.Predicate;

/**
 * Settles a segment whose response arrived after the deadline. Its intent may have an unconfirmed
 * entry in the journal already, and the segment may have been sent again. Used by one thread.
 */
final class LateResponses {
  private static final int ESME_ROK = 0;

  private final SubmitState state;
  private final ResponseHandler responses;

  LateResponses(SubmitState state, ResponseHandler responses) {
    this.state = state;
    this.responses = responses;
  }

  /** Adds the outcome to the next commit; a response that decides nothing is ignored. */
  void settle(SegmentResponse late) {
    SubmitIntent intent = late.segment().intent();
    boolean isAccepted = late.response().commandStatus() == ESME_ROK;
    boolean waitedForResend = !state.pending().takeResendsIf(sameIntent(intent)).isEmpty();
    if (waitedForResend) {
      // The journal has no outcome of the intent yet.
      state.uncommitted().responded(intent.number(), late.response());
    }
    if (isAccepted) {
      responses.acceptedLate(late);
      cancelResend(late);
    } else if (waitedForResend || isHeld(intent)) {
      responses.rejectedLate(late);
    }
  }

  /** Never sent again, and the only submission of its segment. */
  private static boolean isHeld(SubmitIntent intent) {
    return !intent.resendable() && !intent.resent();
  }

  /** The carrier has the segment: a resend that is journaled and not written is not needed. */
  private void cancelResend(SegmentResponse late) {
    SegmentId segment = late.segment().intent().segment();
    Predicate<PendingSegment> isSame = each -> each.intent().segment().equals(segment);
    state
        .window()
        .removeQueuedIf(each -> {
          boolean isResend = isSame.test(each);
          if (isResend) {
            supersede(each, late);
          }
          return isResend;
        });
    state
        .pending()
        .takeThrottledIf(isSame)
        .forEach(throttled -> supersede(throttled.segment(), late));
  }

  /** If the commit fails, the owner that starts over must not write the resend. */
  private void supersede(PendingSegment resend, SegmentResponse late) {
    state.uncommitted().responded(resend.intent().number(), late.response());
    responses.superseded(resend);
  }

  private static Predicate<PendingSegment> sameIntent(SubmitIntent intent) {
    return each -> each.intent().number() == intent.number();
  }
}
