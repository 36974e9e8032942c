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
 * The sums over everything and the last full records. Memory: 16 to 43 octets for every distinct
 * segment, and the bounded records. Thread-safe.
 */
public final class RecordState {
  static final int MAX_REPEATS_LISTED = 10_000;

  private final int maxRecords;
  private final Deque<Submission> last = new ArrayDeque<>();
  private final Deque<Submission> repeats = new ArrayDeque<>();
  private final FingerprintSet identities = new FingerprintSet();
  private final FaultCounters tally = new FaultCounters();
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

  /** Keeps the last {@code maxRecords} submissions for look-up. */
  public RecordState(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  /** Takes note of one entry. */
  public synchronized void apply(RecordEntry entry) {
    switch (entry) {
      case Submission submission -> count(submission);
      case RecordEntry.ReceiptSettled settled -> {
        due--;
        if (settled.status() == 0) {
          acknowledged++;
        } else {
          receiptsRefused++;
        }
      }
      case RecordEntry.ReceiptsSent some -> sent += some.count();
      case RecordEntry.MoSent one -> moSent++;
      case RecordEntry.Totals totals -> restore(totals);
      case RecordEntry.Fingerprints some -> some.some().forEach(identities::add);
      case RecordEntry.ReceiptPending owed -> {}
      case RecordEntry.Retained kept -> keep(kept.submission());
    }
  }

  private void count(Submission submission) {
    keep(submission);
    rates.add(submission.atMs());
    switch (submission.outcome()) {
      case REFUSED -> refused++;
      case SILENT -> silent++;
      case ACCEPTED -> {
        accepted++;
        if (submission.receiptDueMs() != 0) {
          due++;
        }
        if (!identities.add(Fingerprint.of(submission.message()))) {
          repeated++;
          repeats.addLast(submission);
          if (repeats.size() > MAX_REPEATS_LISTED) {
            repeats.removeFirst();
          }
        }
      }
    }
  }

  private void keep(Submission submission) {
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

  /** Forgets all but the message ids used. */
  public synchronized void reset() {
    last.clear();
    repeats.clear();
    identities.clear();
    tally.reset();
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
        tally.of(FaultKind.THROTTLED),
        tally.all());
  }

  /** Where faults are counted. */
  public FaultCounters tally() {
    return tally;
  }

  /** When submits came. */
  public RateMeter rates() {
    return rates;
  }

  /** The highest message id given so far, 0 when none. */
  public synchronized long lastMessageId() {
    return lastMessageId;
  }

  /** The last full records, oldest first. */
  public synchronized List<Submission> messages() {
    return List.copyOf(last);
  }

  /** The newest records that match, at most {@code limit}, oldest first. */
  public synchronized List<Submission> newest(Predicate<Submission> wanted, int limit) {
    Deque<Submission> found = new ArrayDeque<>();
    Iterator<Submission> back = last.descendingIterator();
    while (back.hasNext() && found.size() < limit) {
      Submission submission = back.next();
      if (wanted.test(submission)) {
        found.addFirst(submission);
      }
    }
    return List.copyOf(found);
  }

  /** The oldest records that match, at most {@code limit}, oldest first: a page to go on from. */
  public synchronized List<Submission> oldest(Predicate<Submission> wanted, int limit) {
    return last.stream().filter(wanted).limit(limit).toList();
  }

  /**
   * The newest repeats, at most {@code limit}, newest first; no more than the last 10,000 are
   * known.
   */
  public synchronized List<Submission> repeats(int limit) {
    List<Submission> found = new ArrayList<>();
    Iterator<Submission> back = repeats.descendingIterator();
    while (back.hasNext() && found.size() < limit) {
      found.add(back.next());
    }
    return found;
  }

  /** Every identity, in no order; runs under the lock. */
  synchronized void eachIdentity(Consumer<Fingerprint> each) {
    identities.forEach(each);
  }
}
