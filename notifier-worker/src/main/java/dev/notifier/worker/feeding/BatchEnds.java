package dev.notifier.worker.feeding;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.NewCancellation;
import dev.notifier.store.counters.CounterStore.Count;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.feeding.BatchProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which batches are sent and done, and pauses those of which too many lines fail. Looks at
 * the counters only. A change that someone makes at the same time has precedence. Not thread-safe.
 */
final class BatchEnds {
  /** The name in the audit. */
  static final String STOPPED = "stopBatch";

  private static final String SYSTEM = "system";
  private static final Logger log = LoggerFactory.getLogger(BatchEnds.class);
  private static final int PAGE = 200;
  private static final Duration LOOKED_AT = Duration.ofSeconds(5);

  /** The name in the audit. */
  static final String GIVEN_UP = "giveUpBatch";

  private static final String PAUSED_TOO_LONG = BatchReason.PAUSED_TOO_LONG.sentence();

  /** As long as an event can be in the quarantine and be planned later. */
  private static final Duration RULE_KEPT = TopicSettings.QUARANTINE_RETENTION.plusDays(1);

  /** What people may still cancel has no limit here, and neither have they by this. */
  private static final CancellationStore.Limits UNLIMITED =
      new CancellationStore.Limits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private final BatchStore batches;
  private final BatchCounts counts;
  private final AuditLog audit;
  private final AutomaticStop stop;
  private final CancellationStore cancellations;
  private final Limits limits;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private @Nullable Long lookedNanos;

  /**
   * How long a batch is as it is.
   *
   * @param noReceiptAfter how long a route awaits receipts at most
   * @param longestPause after which a batch is cancelled
   */
  record Limits(Duration noReceiptAfter, Duration longestPause) {}

  BatchEnds(
      BatchStore batches,
      BatchCounts counts,
      AuditLog audit,
      AutomaticStop stop,
      CancellationStore cancellations,
      Limits limits,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.batches = batches;
    this.counts = counts;
    this.audit = audit;
    this.stop = stop;
    this.cancellations = cancellations;
    this.limits = limits;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Looks at all batches, if that is due. */
  void lookIfDue() {
    if (lookedNanos == null || nanoTime.getAsLong() - lookedNanos >= LOOKED_AT.toNanos()) {
      look();
      lookedNanos = nanoTime.getAsLong();
    }
  }

  /** Looks at all batches that run, are paused, or whose messages are on their way. */
  void look() {
    stop.retain(look(BatchState.RUNNING));
    var _ = look(BatchState.PAUSED);
    var _ = look(BatchState.SENT);
  }

  private Set<UUID> look(BatchState state) {
    Set<UUID> seen = new HashSet<>();
    UUID after = null;
    List<StoredBatch> page;
    do {
      page = batches.inState(state, after, PAGE);
      Map<UUID, List<Count>> counted =
          counts.of(
              page.stream().map(each -> new BatchCounts.Key(each.tenant(), each.id())).toList());
      for (StoredBatch batch : page) {
        lookSafely(batch, counted.getOrDefault(batch.id(), List.of()));
        seen.add(batch.id());
        after = batch.id();
      }
    } while (page.size() == PAGE);
    return seen;
  }

  /** A batch of which something cannot be stored keeps no other one waiting. */
  private void lookSafely(StoredBatch batch, List<Count> counted) {
    try {
      look(batch, counted);
    } catch (RuntimeException e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
      log.warn("The end of batch {} cannot be noted: {}", batch.id(), RedactedError.of(e));
    }
  }

  private void look(StoredBatch batch, List<Count> counted) {
    StoredBatch.Lines lines = batch.lines();
    BatchProgress progress = BatchProgress.of(lines.valid(), lines.fed(), counted);
    if (batch.state() == BatchState.SENT) {
      if (isDone(batch, progress) && batches.done(batch)) {
        log.info("Batch {} is done", batch.id());
      }
    } else if (lines.fed() >= lines.valid() && progress.isSent()) {
      if (batches.sent(batch)) {
        log.info("All lines of batch {} are submitted", batch.id());
      }
    } else if (batch.state() == BatchState.RUNNING) {
      stopIfNeeded(batch, progress, counted);
    } else if (batch.times().changed().plus(limits.longestPause()).isBefore(clock.instant())) {
      giveUp(batch);
    }
  }

  /** A message without a response ends when it can get no receipt, and its counter stays. */
  private boolean isDone(StoredBatch batch, BatchProgress progress) {
    return progress.isDone()
        || (progress.isDoneWithUnconfirmed()
            && batch.times().changed().plus(limits.noReceiptAfter()).isBefore(clock.instant()));
  }

  private void stopIfNeeded(StoredBatch batch, BatchProgress progress, List<Count> counted) {
    String reason =
        stop.decide(
            batch.id(), nanoTime.getAsLong(), ended(progress, counted), isNew(batch.times()));
    if (reason != null) {
      pause(batch, reason);
    }
  }

  private static AutomaticStop.Ended ended(BatchProgress progress, List<Count> counted) {
    Map<String, Long> rejected = BatchProgress.rejected(counted);
    long others =
        progress.endedAfterSending() - rejected.values().stream().mapToLong(each -> each).sum();
    return new AutomaticStop.Ended(
        new AutomaticStop.Failures(progress.withCarriers(), rejected),
        new AutomaticStop.Failures(others, BatchProgress.undelivered(counted)));
  }

  /** Whether all that has ended of a batch, which was never paused, is in the window. */
  private boolean isNew(StoredBatch.Times times) {
    Instant released = times.released();
    return released != null
        && !times.changed().isAfter(released)
        && released.plus(stop.window()).isAfter(clock.instant());
  }

  /** Pauses a batch that cannot be sent. */
  void pause(UUID batch, String reason) {
    batches
        .find(batch)
        .filter(found -> found.state() == BatchState.RUNNING)
        .ifPresent(found -> pause(found, reason));
  }

  private void pause(StoredBatch batch, String reason) {
    boolean paused =
        audit.changing(
            () -> batches.pause(batch, reason),
            done -> done ? entry(batch, STOPPED, reason) : null);
    if (paused) {
      log.warn("Batch {} was paused: {}", batch.id(), reason);
    }
  }

  /**
   * Cancels a batch that no one has resumed, and what of it still waits for a time. PostgreSQL's
   * clock decides: that of this worker may be wrong.
   */
  private void giveUp(StoredBatch batch) {
    boolean ended =
        audit.changing(
            () -> isCancelled(batch),
            done -> done ? entry(batch, GIVEN_UP, PAUSED_TOO_LONG) : null);
    if (ended) {
      log.warn("Batch {} was cancelled: {}", batch.id(), PAUSED_TOO_LONG);
    }
  }

  private boolean isCancelled(StoredBatch batch) {
    if (!batches.giveUp(batch, limits.longestPause(), PAUSED_TOO_LONG)) {
      return false;
    }
    Instant now = clock.instant();
    String source = BatchLine.SOURCES + batch.id();
    var _ =
        cancellations.insert(
            new NewCancellation(
                batch.tenant(),
                new CancellationFilter(null, source, null, null, null, null, null),
                List.of(),
                "The batch was paused for too long",
                SYSTEM,
                now,
                now.plus(RULE_KEPT)),
            UNLIMITED);
    return true;
  }

  private static @Nullable AuditEntry entry(StoredBatch batch, String operation, String reason) {
    return new AuditEntry(
        batch.tenant(),
        new Actor(SYSTEM, ActorKind.SYSTEM),
        operation,
        Outcome.DONE,
        new Target("batch", batch.id().toString()),
        null,
        reason,
        null,
        Map.of(),
        List.of());
  }
}
