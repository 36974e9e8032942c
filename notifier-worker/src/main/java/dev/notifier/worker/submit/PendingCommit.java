package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the next step of the journal will say, gathered since the last one. One thread. */
final class PendingCommit {
  final List<Response> answers = new ArrayList<>();
  final List<Unconfirmed> doubts = new ArrayList<>();
  final List<Drop> drops = new ArrayList<>();

  /** Retries, and what is handed to another bind: written in the same transaction. */
  final List<ProducerRecord<byte[], byte[]>> sends = new ArrayList<>();

  /** Segments that came too fast; answered and named again in one record, ahead of all others. */
  final Deque<Slowed> slowed = new ArrayDeque<>();

  /** Segments in doubt that will be named once more when the link is there. */
  final Deque<PendingSegment> resends = new ArrayDeque<>();

  /** A refused segment and its answer. */
  record Slowed(PendingSegment open, UncommittedResponses.Heard heard) {}

  private long firstWaitsSinceNanos;
  private boolean waits;

  /** Notes that something waits for a commit. */
  void waitingSince(long nowNanos) {
    if (!waits) {
      waits = true;
      firstWaitsSinceNanos = nowNanos;
    }
  }

  /** Whether there is something to tell, besides drops. */
  boolean hasNews() {
    return !answers.isEmpty() || !doubts.isEmpty() || !sends.isEmpty();
  }

  /** Whether something has waited this long for a commit. */
  boolean hasWaited(long limitNanos, long nowNanos) {
    return waits && nowNanos - firstWaitsSinceNanos >= limitNanos;
  }

  boolean waits() {
    return waits;
  }

  /** The step is committed. */
  void clear() {
    answers.clear();
    doubts.clear();
    drops.clear();
    sends.clear();
    waits = false;
  }
}
