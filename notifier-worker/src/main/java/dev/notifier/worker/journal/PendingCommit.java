package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what the next journal record will contain. Used by one thread. */
public final class PendingCommit {
  private static final int MAX_BYTES = 512 << 10;
  private static final int MAX_TRANSFERS = 500;

  private final List<Response> responses = new ArrayList<>();
  private final List<Unconfirmed> unconfirmed = new ArrayList<>();
  private final List<Drop> drops = new ArrayList<>();
  private final List<MessageTransfer> transfers = new ArrayList<>();

  /** Records of the journal that recovery could not read. */
  private final List<QuarantinedRecord> unreadable = new ArrayList<>();

  /** Their response and their next intent go into the same record. */
  private final Deque<SegmentResponse> throttled = new ArrayDeque<>();

  /** Unconfirmed segments that get one more intent once the session is bound. */
  private final Deque<PendingSegment> resends = new ArrayDeque<>();

  private final List<UnacknowledgedReceipt> receipts = new ArrayList<>();

  private long bytes;
  private boolean waiting;
  private long waitingSinceNanos;

  /** Adds the outcome of an intent. */
  public void addResponse(Response response) {
    responses.add(response);
    bytes += JournalSizes.of(response);
  }

  /** Adds an intent whose response is missing for good. */
  public void addUnconfirmed(Unconfirmed intent) {
    unconfirmed.add(intent);
    bytes += JournalSizes.ELEMENT;
  }

  /** Adds a message that is not sent. */
  public void addDrop(Drop drop) {
    drops.add(drop);
    bytes += JournalSizes.ELEMENT;
  }

  /** Adds a message that leaves this bind. */
  public void addTransfer(MessageTransfer transfer) {
    transfers.add(transfer);
    bytes +=
        JournalSizes.ofTransferTo(transfer.message().route()) + JournalSizes.of(transfer.message());
  }

  /** Adds a receipt. */
  public void addReceipt(UnacknowledgedReceipt receipt) {
    receipts.add(receipt);
    bytes += JournalSizes.of(receipt.record());
  }

  /** The receipts, in the order of their arrival. */
  public List<UnacknowledgedReceipt> receipts() {
    return Collections.unmodifiableList(receipts);
  }

  /**
   * Whether the next commit is large enough, so that its transaction stays short: the rest of what
   * can wait goes into the following commits.
   */
  public boolean isFull() {
    return bytes >= MAX_BYTES || transfers.size() >= MAX_TRANSFERS;
  }

  /** Keeps a throttled segment until it is journaled again. */
  public void addThrottled(SegmentResponse segment) {
    throttled.add(segment);
  }

  /** Keeps an unconfirmed segment until it is journaled again. */
  public void addResend(PendingSegment segment) {
    resends.add(segment);
  }

  /** Takes the first throttled segment, or null. */
  public @Nullable SegmentResponse pollThrottled() {
    return throttled.poll();
  }

  /** Takes the first segment to resend, or null. */
  public @Nullable PendingSegment pollResend() {
    return resends.poll();
  }

  /** Takes the throttled segments that match. */
  public List<SegmentResponse> takeThrottledIf(Predicate<PendingSegment> matches) {
    return takeIf(throttled, each -> matches.test(each.segment()));
  }

  /** Takes the segments to resend that match. */
  public List<PendingSegment> takeResendsIf(Predicate<PendingSegment> matches) {
    return takeIf(resends, matches);
  }

  private static <T> List<T> takeIf(Iterable<T> from, Predicate<T> matches) {
    List<T> taken = new ArrayList<>();
    for (Iterator<T> each = from.iterator(); each.hasNext(); ) {
      T next = each.next();
      if (matches.test(next)) {
        taken.add(next);
        each.remove();
      }
    }
    return taken;
  }

  /** The throttled segments, in the order in which they are journaled again. */
  public List<PendingSegment> throttled() {
    return throttled.stream().map(SegmentResponse::segment).toList();
  }

  /** Whether segments wait to be journaled again. */
  public boolean hasResubmissions() {
    return !throttled.isEmpty() || !resends.isEmpty();
  }

  /** The intents of the segments that wait to be journaled again. */
  public List<SubmitIntent> resubmissionIntents() {
    return Stream.concat(resends.stream(), throttled.stream().map(SegmentResponse::segment))
        .map(PendingSegment::intent)
        .toList();
  }

  public List<Response> responses() {
    return Collections.unmodifiableList(responses);
  }

  public List<Unconfirmed> unconfirmed() {
    return Collections.unmodifiableList(unconfirmed);
  }

  public List<Drop> drops() {
    return Collections.unmodifiableList(drops);
  }

  /** Adds records for the quarantine. */
  public void addUnreadable(List<QuarantinedRecord> records) {
    unreadable.addAll(records);
  }

  public List<QuarantinedRecord> unreadable() {
    return Collections.unmodifiableList(unreadable);
  }

  public List<MessageTransfer> transfers() {
    return Collections.unmodifiableList(transfers);
  }

  /**
   * Starts the time that the collected outcomes wait, if there are any. Drops do not wait, nor do
   * receipts: while they arrive, a bind must be able to end.
   */
  public void startWaiting(long nowNanos) {
    boolean hasOutcomes = !responses.isEmpty() || !unconfirmed.isEmpty() || !transfers.isEmpty();
    if (!waiting && hasOutcomes) {
      waiting = true;
      waitingSinceNanos = nowNanos;
    }
  }

  /** Whether outcomes wait for a commit. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Whether outcomes have waited for this long. */
  public boolean hasWaited(long limitNanos, long nowNanos) {
    return waiting && nowNanos - waitingSinceNanos >= limitNanos;
  }

  /** Removes everything that was committed; segments that wait to be journaled again stay. */
  public void clear() {
    responses.clear();
    unconfirmed.clear();
    drops.clear();
    transfers.clear();
    receipts.clear();
    bytes = 0;
    unreadable.clear();
    waiting = false;
  }
}
