package dev.notifier.worker.bind;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.CheckpointListener;
import dev.notifier.worker.journal.JournalWriter;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.SubmitBatch;
import dev.notifier.worker.send.SubmitState;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Commits the journal records of a bind when they are due. Used by one thread. */
final class JournalCommitter {
  private static final Duration BATCH_INTERVAL = Duration.ofMillis(5);
  private static final Duration MAX_RESPONSE_DELAY = Duration.ofMillis(20);

  /** An idle owner commits this often, so that its lease stays valid. */
  private static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

  private final BindId bind;
  private final JournalWriter journal;
  private final SubmitState state;
  private final LaneQueues lanes;
  private final CheckpointListener checkpoints;
  private final Quarantine quarantine;
  private final CrashPoint crashPoint;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Timer timer;
  private long lastCommitNanos;
  private long lastCheckpointNanos;

  JournalCommitter(
      BindId bind,
      JournalWriter journal,
      SubmitState state,
      LaneQueues lanes,
      CheckpointListener checkpoints,
      Quarantine quarantine,
      BindContext.Environment environment) {
    this.bind = bind;
    this.journal = journal;
    this.state = state;
    this.lanes = lanes;
    this.checkpoints = checkpoints;
    this.quarantine = quarantine;
    crashPoint = environment.crashPoint();
    clock = environment.clock();
    nanos = environment.nanos();
    timer =
        Timer.builder("notifier.submit.commit")
            .description("A commit of a journal record")
            .tag("route", bind.route())
            .register(environment.metrics());
  }

  /** The first record of an owner: the outcome of recovery, and all pending segments. */
  void commitTakeOver() {
    commitWithLease(SubmitBatch.EMPTY, true);
  }

  /**
   * The last records of an owner: what has happened, then that no segment that is still pending was
   * written. The last checkpoint of a journal is never trimmed, so it must not have the numbers of
   * receipts and accepted responses.
   *
   * @param resubmissions asked when everything else is committed
   */
  void commitRelease(Supplier<SubmitBatch> resubmissions) {
    commitWithLease(SubmitBatch.EMPTY, false);
    SubmitBatch batch = resubmissions.get();
    state.window().enqueueFirst(batch.resubmissions());
    commit(batch, true, true);
  }

  /**
   * Commits if there is a batch, or if outcomes have waited for long enough.
   *
   * @param batches gives the batch of a monotonic time; asked at most every 5 ms
   */
  void commitIfDue(LongFunction<SubmitBatch> batches) {
    long now = nanos.getAsLong();
    long sinceLast = now - lastCommitNanos;
    boolean mayBatch = sinceLast >= BATCH_INTERVAL.toNanos();
    SubmitBatch batch = mayBatch ? batches.apply(now) : SubmitBatch.EMPTY;
    state.pending().startWaiting(now);
    boolean due =
        !batch.isEmpty()
            || state.pending().isFull()
            || (mayBatch
                && (!state.pending().drops().isEmpty()
                    || !state.pending().receipts().isEmpty()
                    || lanes.hasManyUnreadable()))
            || state.pending().hasWaited(MAX_RESPONSE_DELAY.toNanos(), now)
            || sinceLast >= IDLE_INTERVAL.toNanos();
    if (due) {
      commitWithLease(batch, now - lastCheckpointNanos >= CHECKPOINT_INTERVAL.toNanos());
    }
  }

  /** After a commit that took long, nothing may be submitted until another one has succeeded. */
  private void commitWithLease(SubmitBatch batch, boolean checkpoint) {
    commit(batch, checkpoint, false);
    if (OwnershipLease.hasEnded(journal, nanos.getAsLong())) {
      commit(SubmitBatch.EMPTY, false, false);
    }
  }

  private void commit(SubmitBatch batch, boolean checkpoint, boolean release) {
    PendingCommit pending = state.pending();
    List<SubmitIntent> intents = batch.intents();
    intents.forEach(intent -> state.uncommitted().journaling(intent.number()));
    reached(CrashPoint.At.RESPONDED, !pending.responses().isEmpty());
    reached(CrashPoint.At.BEFORE_COMMIT, !batch.isEmpty());
    JournalRecord entry = entry(batch, checkpoint, release);
    long startNanos = nanos.getAsLong();
    List<QuarantinedRecord> unreadable = new ArrayList<>(pending.unreadable());
    unreadable.addAll(lanes.unreadable());
    long offset =
        journal.commit(
            entry,
            List.copyOf(pending.transfers()),
            unreadable.stream().map(quarantine::toRecord).toList());
    pending.receipts().forEach(receipt -> receipt.pdu().acknowledge());
    lanes.unreadableCommitted();
    quarantine.committed(unreadable);
    lastCommitNanos = nanos.getAsLong();
    timer.record(Duration.ofNanos(lastCommitNanos - startNanos));
    pending.responses().forEach(response -> state.uncommitted().committed(response.number()));
    List<SubmitIntent> checkpointed = entry.checkpoint();
    if (checkpointed != null) {
      // Segments that were dropped or have moved ended without being written.
      state.uncommitted().retainOnly(numbers(checkpointed));
    }
    pending.clear();
    if (!release) {
      state.window().enqueueFirst(batch.resubmissions());
      batch.fresh().forEach(state.window()::enqueue);
    }
    reached(CrashPoint.At.COMMITTED, !batch.isEmpty());
    if (checkpoint) {
      lastCheckpointNanos = lastCommitNanos;
      checkpoints.checkpointCommitted(bind, offset, entry);
    }
  }

  private JournalRecord entry(SubmitBatch batch, boolean checkpoint, boolean release) {
    PendingCommit pending = state.pending();
    List<SubmitIntent> intents = batch.intents();
    return new JournalRecord(
        JournalRecord.VERSION,
        bind.route(),
        bind.session(),
        intents,
        List.copyOf(pending.responses()),
        List.copyOf(pending.unconfirmed()),
        List.copyOf(pending.drops()),
        journaled(pending.transfers()),
        lanes.offsets(),
        release,
        checkpoint ? pendingAfter(intents, release) : null,
        receipts(pending));
  }

  /** One that has the retry status meanwhile arrives again. */
  private static List<InboundRecord> receipts(PendingCommit pending) {
    return pending.receipts().stream()
        .filter(receipt -> !receipt.pdu().isResponded())
        .map(UnacknowledgedReceipt::record)
        .toList();
  }

  private List<Transfer> journaled(List<MessageTransfer> transfers) {
    Instant now = clock.instant();
    return transfers.stream()
        .map(each -> each.journaled(bind.route(), now))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Set<Long> numbers(List<SubmitIntent> intents) {
    return intents.stream().map(SubmitIntent::number).collect(Collectors.toSet());
  }

  private void reached(CrashPoint.At point, boolean isReached) {
    if (isReached) {
      crashPoint.reached(point);
    }
  }

  /** The segments that are pending after this record; a release has enqueued its intents before. */
  private List<SubmitIntent> pendingAfter(List<SubmitIntent> intents, boolean release) {
    List<SubmitIntent> all = new ArrayList<>(state.window().intents());
    all.addAll(state.pending().resubmissionIntents());
    if (!release) {
      all.addAll(intents);
    }
    return all;
  }
}
