package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.JournalWriter;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.SubmitBatch;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalCommitterTest {
  private static final long MS = 1_000_000;

  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 2_000);
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final RecordedCommits journal = new RecordedCommits();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final JournalCommitter committer =
      new JournalCommitter(
          bind,
          journal,
          state,
          lanes,
          (_, _, _) -> {},
          new Quarantine("worker", clock, metrics),
          new BindContext.Environment(clock, () -> this.nanos, new Random(1), metrics, _ -> {}));
  private long nanos;

  JournalCommitterTest() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  /** A bind on which only unreadable records arrive would otherwise collect them for a second. */
  @Test
  void aHundredUnreadableRecordsAreCommittedAtOnce() {
    unreadable(0, 250);
    lanes.poll(Duration.ZERO);

    for (nanos = 5 * MS; nanos <= 15 * MS; nanos += 5 * MS) {
      committer.commitIfDue(_ -> SubmitBatch.EMPTY);
    }

    assertThat(journal.quarantined).containsExactly(100, 100);
    assertThat(journal.offsets).containsExactly(100L, 200L);
    nanos = 1_010 * MS;
    committer.commitIfDue(_ -> SubmitBatch.EMPTY);
    assertThat(journal.quarantined).containsExactly(100, 100, 50);
  }

  /** A flood of them must not keep messages from being asked for. */
  @Test
  void eachOfTheseCommitsMayContainABatch() {
    unreadable(0, 300);
    lanes.poll(Duration.ZERO);
    List<Long> asked = new ArrayList<>();

    for (nanos = 5 * MS; nanos <= 16 * MS; nanos += MS) {
      committer.commitIfDue(now -> {
        asked.add(now / MS);
        return SubmitBatch.EMPTY;
      });
    }

    assertThat(asked).containsExactly(5L, 10L, 15L);
    assertThat(journal.quarantined).containsExactly(100, 100, 100);
  }

  /** A queued segment can end without being written: dropped, moved or superseded. */
  @Test
  void aCheckpointForgetsTheIntentsThatEndedUnwritten() {
    PendingSegment dropped = segment(7);
    PendingSegment moved = segment(8);
    PendingSegment queued = segment(9);
    nanos = 5 * MS;
    committer.commitIfDue(_ -> new SubmitBatch(List.of(), List.of(dropped, moved, queued)));
    assertThat(unwritten()).containsExactly(7L, 8L, 9L);

    state.window().removeQueuedIf(each -> each.intent().number() != 9);
    state
        .pending()
        .addDrop(
            new Drop(dropped.intent().segment(), 1, FailureReason.EXPIRED_BEFORE_SUBMISSION, 0));
    responses().moved(moved);
    nanos = 5_000 * MS;
    committer.commitIfDue(_ -> SubmitBatch.EMPTY);

    assertThat(unwritten()).containsExactly(9L);
  }

  /** The journal says when and on which route a message that is not accepted is sent again. */
  @Test
  void aCommitSaysWhereTheMessagesWaitThatLeaveTheBind() {
    SubmitRecord message = SubmitFixtures.expiring("a", Lane.NORMAL, null);
    PendingCommit pending = state.pending();
    pending.addTransfer(
        MessageTransfer.toRetryTopic(
            message, Lane.NORMAL, RetryDelay.M5, FailureReason.CARRIER_THROTTLED));
    pending.addTransfer(
        MessageTransfer.toSession(message.failedOverTo("b", 1), Lane.NORMAL, 2)
            .because(FailureReason.CARRIER_TEMPORARY));
    pending.addTransfer(MessageTransfer.toSession(message.failedOverTo("a", 1), Lane.NORMAL, 1));
    nanos = 1_000 * MS;

    committer.commitIfDue(_ -> SubmitBatch.EMPTY);
    nanos = 2_000 * MS;
    committer.commitIfDue(_ -> SubmitBatch.EMPTY);

    UUID id = message.notificationId();
    assertThat(journal.transfers)
        .containsExactly(
            new Transfer(id, "a", 0, 300_000L, FailureReason.CARRIER_THROTTLED),
            new Transfer(id, "b", 0, null, FailureReason.CARRIER_TEMPORARY));
  }

  /** Until then, only the carrier has it. */
  @Test
  void aReceiptIsAcknowledgedWhenItIsInTheJournal() {
    List<Integer> answers = new ArrayList<>();
    InboundPdu pdu = receipt(answers);
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, pdu, Instant.EPOCH));
    journal.failure = new IllegalStateException("the commit has an unknown outcome");
    nanos = 5 * MS;
    assertThatThrownBy(() -> committer.commitIfDue(_ -> SubmitBatch.EMPTY))
        .isSameAs(journal.failure);
    assertThat(answers).isEmpty();

    journal.failure = null;
    committer.commitIfDue(_ -> SubmitBatch.EMPTY);

    assertThat(answers).containsExactly(0);
    assertThat(journal.receipts).extracting(InboundRecord::sourceAddress).containsExactly("849");
    assertThat(state.pending().receipts()).isEmpty();
  }

  /** It arrives again. */
  @Test
  void aReceiptThatGotTheRetryStatusIsNeitherJournaledNorAcknowledged() {
    List<Integer> answers = new ArrayList<>();
    InboundPdu pdu = receipt(answers);
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, pdu, Instant.EPOCH));
    pdu.requestRetry();
    nanos = 5 * MS;

    committer.commitIfDue(_ -> SubmitBatch.EMPTY);

    assertThat(journal.entries).hasSize(1);
    assertThat(journal.receipts).isEmpty();
    assertThat(answers).containsExactly(0x64);
    assertThat(state.pending().receipts()).isEmpty();
  }

  /** The connection asks the carrier to send it again, while the commit waits for Kafka. */
  @Test
  void aReceiptThatGetsTheRetryStatusDuringTheCommitHasOneAnswer() {
    List<Integer> answers = new ArrayList<>();
    InboundPdu late = receipt(answers);
    List<Integer> others = new ArrayList<>();
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, late, Instant.EPOCH));
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, receipt(others), Instant.EPOCH));
    journal.meanwhile = late::requestRetry;
    nanos = 5 * MS;

    committer.commitIfDue(_ -> SubmitBatch.EMPTY);

    assertThat(journal.receipts).hasSize(2);
    assertThat(answers).containsExactly(0x64);
    assertThat(others).containsExactly(0);
  }

  /** An election of Kafka, for example. Otherwise the bind would start over and lose its link. */
  @Test
  void aCommitOfFourSecondsIsFollowedByOneThatRenewsTheLease() {
    OwnershipLease lease = new OwnershipLease(bind, journal, () -> nanos, () -> false);
    List<Integer> answers = new ArrayList<>();
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, receipt(answers), Instant.EPOCH));
    AtomicBoolean isSlow = new AtomicBoolean(true);
    journal.meanwhile =
        () -> {
          nanos += isSlow.getAndSet(false) ? 4_000 * MS : MS;
          assertThat(lease.mayRespond()).isTrue();
        };
    nanos = 5 * MS;

    committer.commitIfDue(_ -> new SubmitBatch(List.of(), List.of(segment(7))));

    assertThat(answers).containsExactly(0);
    assertThat(lease.maySubmit()).isTrue();
    lease.require();
    assertThat(state.window().queuedCount()).isEqualTo(1);
    assertThat(journal.entries).hasSize(2);
    assertThat(journal.entries.getLast().intents()).isEmpty();
    assertThat(journal.entries.getLast().receipts()).isEmpty();
    journal.meanwhile = () -> {};
    nanos += 5 * MS;
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, receipt(answers), Instant.EPOCH));
    committer.commitIfDue(_ -> SubmitBatch.EMPTY);
    assertThat(journal.entries).hasSize(3);
  }

  /** The last checkpoint of a removed route stays in the journal for ever. */
  @Test
  void theLastCheckpointHasNoReceiptsAndNoNumbers() {
    List<Integer> answers = new ArrayList<>();
    state.pending().addReceipt(UnacknowledgedReceipt.of(bind, receipt(answers), Instant.EPOCH));
    state.pending().addResponse(accepted("+84912345678"));
    PendingSegment throttled = segment(8);

    committer.commitRelease(() -> new SubmitBatch(List.of(throttled), List.of()));

    assertThat(answers).containsExactly(0);
    assertThat(journal.entries).hasSize(2);
    JournalRecord outcomes = journal.entries.getFirst();
    assertThat(outcomes.receipts()).hasSize(1);
    assertThat(outcomes.responses()).hasSize(1);
    assertThat(outcomes.released()).isFalse();
    JournalRecord last = journal.entries.getLast();
    assertThat(last.released()).isTrue();
    assertThat(last.receipts()).isEmpty();
    assertThat(last.responses()).isEmpty();
    assertThat(last.checkpoint()).containsExactly(throttled.intent());
  }

  private static Response accepted(String phone) {
    return new Response(
        1,
        new SegmentId(UUID.randomUUID(), 1),
        1,
        1,
        false,
        Outcome.ACCEPTED,
        0,
        "A1",
        null,
        0,
        40,
        phone);
  }

  private static InboundPdu receipt(List<Integer> answers) {
    return new InboundPdu(
        new DeliverSm(0, 1, "849", "BHXHVN", 4, 0, new byte[0], Map.of()), 0x64, 0, answers::add);
  }

  private List<Long> unwritten() {
    return LongStream.rangeClosed(7, 9).filter(state.uncommitted()::isUnwritten).boxed().toList();
  }

  private ResponseHandler responses() {
    return new ResponseHandler(
        state.pending(),
        new ResponsePolicy(Map.of()),
        new NoEffects(),
        new ResponseMetrics(metrics, "a"),
        clock);
  }

  private static PendingSegment segment(long number) {
    return SubmitFixtures.segment(
        SubmitFixtures.expiring("a", Lane.NORMAL, null), number, 1, false);
  }

  private void unreadable(int from, int to) {
    for (int offset = from; offset < to; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              bind.lanePartition(Lane.NORMAL).topic(), 0, offset, null, new byte[] {1}));
    }
  }

  private final class RecordedCommits implements JournalWriter {
    final List<Integer> quarantined = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();
    final List<Transfer> transfers = new ArrayList<>();
    final List<InboundRecord> receipts = new ArrayList<>();
    final List<JournalRecord> entries = new ArrayList<>();
    @Nullable RuntimeException failure;

    /** What happens while Kafka works on the commit. */
    Runnable meanwhile = () -> {};

    private long startNanos;

    @Override
    public long commit(
        JournalRecord entry,
        List<MessageTransfer> transfers,
        List<ProducerRecord<byte[], byte[]>> records) {
      if (failure != null) {
        throw failure;
      }
      startNanos = nanos;
      meanwhile.run();
      entries.add(entry);
      receipts.addAll(entry.receipts());
      quarantined.add(records.size());
      this.transfers.addAll(entry.transfers());
      offsets.add(entry.lanes().getOrDefault(Lane.NORMAL, 0L));
      return offsets.size();
    }

    @Override
    public long lastCommitStartNanos() {
      return startNanos;
    }
  }
}
