package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import java.util.List;

/**
 * The state with which a new owner starts.
 *
 * @param lastIntentNumber the highest number of an intent so far
 * @param formerOwnerIsDone whether the bind is new or was released, so that no other owner writes
 * @param responded segments whose response this process received and did not commit
 * @param unwritten segments that were not written to the carrier
 * @param unconfirmed segments that may have been written to the carrier
 * @param withoutText intents whose message was deleted, so that they cannot be sent again
 */
public record RecoveredState(
    long lastIntentNumber,
    boolean formerOwnerIsDone,
    List<SegmentResponse> responded,
    List<PendingSegment> unwritten,
    List<PendingSegment> unconfirmed,
    List<SubmitIntent> withoutText) {}
