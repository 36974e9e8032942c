package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.FaultKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The in-memory part of the record: totals, and the last submissions in full. Memory: 16 to 43
 * bytes for each distinct segment, plus the bounded submissions. Thread-safe.
 */
public final class RecordState {
  static final int MAX_REPEATS_LISTED = 10_000;

  private final int maxRecords;
  private final Deque<Submission> last = new ArrayDeque<>();
  private final Deque<Submission> repeats = new ArrayDeque<>();
  private final FingerprintSet fingerprints = new FingerprintSet();
  private final FaultCounters faultCounters = new FaultCounters();
  private final RateMeter rates = new RateMeter();
  private long accepted;
  private long refused;
  private long silent;
  private long repeated;
  private long due;
  private long sent;
  private long acknowledged;
  private long receiptsRefused;
  private long moSent;
  private long lastMessageId;

  /** Creates an empty record that keeps the last {@code maxRecords} submissions for look-up. */
  public RecordState(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  /** Applies one entry. */
  public synchronized void apply(RecordEntry entry) {
    switch (entry) {
      case RecordEntry.Submitted submitted -> count(submitted.submission());
      case RecordEntry.ReceiptSettled settled -> {
        due--;
        if (settled.status() == 0) {
          acknowledged++;
        } else {
          receiptsRefused++;
        }
      }
      case RecordEntry.ReceiptsSent written -> sent += written.count();
      case RecordEntry.MoSent one -> moSent++;
      case RecordEntry.Totals totals -> restore(totals);
      case RecordEntry.Fingerprints added -> added.fingerprints().forEach(fingerprints::add);
      case RecordEntry.ReceiptPending pending -> {}
      case RecordEntry.Retained retained -> retain(retained.submission());
    }
  }

  private void count(Submission submission) {
    retain(submission);
    rates.add(submission.atMs());
    switch (submission.outcome()) {
      case REFUSED -> refused++;
      case SILENT -> silent++;
      case ACCEPTED -> {
        accepted++;
        if (submission.receiptDueMs() != 0) {
          due++;
        }
        if (!fingerprints.add(Fingerprint.of(submission.message()))) {
          repeated++;
          repeats.addLast(submission);
          if (repeats.size() > MAX_REPEATS_LISTED) {
            repeats.removeFirst();
          }
        }
      }
    }
  }

  private void retain(Submission submission) {
    lastMessageId = Math.max(lastMessageId, submission.messageId());
    last.addLast(submission);
    if (last.size() > maxRecords) {
      last.removeFirst();
    }
  }

  private void restore(RecordEntry.Totals totals) {
    Counts counts = totals.counts();
    accepted = counts.accepted();
    refused = counts.refused();
    silent = counts.silent();
    repeated = counts.repeated();
    due = counts.receiptsDue();
    sent = counts.receiptsSent();
    acknowledged = counts.receiptsAcknowledged();
    receiptsRefused = counts.receiptsRefused();
    moSent = counts.moSent();
    lastMessageId = Math.max(lastMessageId, totals.lastMessageId());
  }

  /** Clears everything except the highest message id. */
  public synchronized void reset() {
    last.clear();
    repeats.clear();
    fingerprints.clear();
    faultCounters.reset();
    rates.reset();
    restore(new RecordEntry.Totals(new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), lastMessageId));
  }

  public synchronized Counts counts(int sessions) {
    return new Counts(
        sessions,
        accepted + refused + silent,
        accepted,
        refused,
        silent,
        accepted - repeated,
        repeated,
        due,
        sent,
        acknowledged,
        receiptsRefused,
        moSent,
        faultCounters.count(FaultKind.THROTTLED),
        faultCounters.byKey());
  }

  /** Returns the counters of injected faults. */
  public FaultCounters faultCounters() {
    return faultCounters;
  }

  /** Returns the meter of submits. */
  public RateMeter rates() {
    return rates;
  }

  /** Returns the highest message id given so far; 0 before the first. */
  public synchronized long lastMessageId() {
    return lastMessageId;
  }

  /** Returns the last submissions, oldest first; a copy. */
  public synchronized List<Submission> messages() {
    return List.copyOf(last);
  }

  /** Returns the newest submissions that match, at most {@code limit}, oldest first. */
  public synchronized List<Submission> newest(Predicate<Submission> filter, int limit) {
    Deque<Submission> found = new ArrayDeque<>();
    Iterator<Submission> newestFirst = last.descendingIterator();
    while (newestFirst.hasNext() && found.size() < limit) {
      Submission submission = newestFirst.next();
      if (filter.test(submission)) {
        found.addFirst(submission);
      }
    }
    return List.copyOf(found);
  }

  /** Returns the oldest submissions that match, at most {@code limit}, oldest first, for paging. */
  public synchronized List<Submission> oldest(Predicate<Submission> filter, int limit) {
    return last.stream().filter(filter).limit(limit).toList();
  }

  /**
   * Returns the newest repeats, at most {@code limit}, newest first. Only the last 10,000 are kept.
   */
  public synchronized List<Submission> repeats(int limit) {
    List<Submission> found = new ArrayList<>();
    Iterator<Submission> newestFirst = repeats.descendingIterator();
    while (newestFirst.hasNext() && found.size() < limit) {
      found.add(newestFirst.next());
    }
    return found;
  }

  /**
   * Passes every fingerprint to {@code consumer}, in no particular order, while holding the lock.
   */
  synchronized void forEachFingerprint(Consumer<Fingerprint> consumer) {
    fingerprints.forEach(consumer);
  }
}
