package dev.notifier.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.wire.RecordFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaJournalWriterTest {
  private static final int BROKER_LIMIT = 1 << 20;

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaJournalWriter writer =
      new KafkaJournalWriter(new BindId(3, "a", 0), producer, () -> 0L);

  @Test
  void aSmallRecordIsWrittenAsItIs() {
    JournalRecord entry = entry(intents(1, 3), 2, intents(1, 3));

    commit(entry);

    assertThat(written()).containsExactly(entry);
  }

  @Test
  void aLargeRecordIsWrittenAsSeveralOfOneTransactionBelowTheLimit() {
    JournalRecord entry = entry(intents(1, 3_000), 5_000, intents(1, 6_000));

    long offset = commit(entry);

    assertThat(offset).isZero();
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.history())
        .hasSizeGreaterThan(4)
        .allSatisfy(each -> assertThat(each.value().length).isLessThan(BROKER_LIMIT / 2));
    assertThat(written()).allMatch(each -> each.lanes().equals(entry.lanes()));
    assertThat(written().stream().flatMap(each -> each.responses().stream()).toList())
        .isEqualTo(entry.responses());
    assertThat(written().stream().flatMap(each -> each.unconfirmed().stream()).toList())
        .isEqualTo(entry.unconfirmed());
    assertThat(written().stream().flatMap(each -> each.drops().stream()).toList())
        .isEqualTo(entry.drops());
    assertThat(written().stream().flatMap(each -> each.transfers().stream()).toList())
        .isEqualTo(entry.transfers());
  }

  @Test
  void recoveryFromTheFirstOfSeveralRecordsFindsTheWholeCheckpoint() {
    List<SubmitIntent> pending = intents(1, 6_000);
    commit(entry(pending.subList(4_000, 6_000), 1_000, pending));

    JournalState recovered = new JournalState();
    recovered.apply(entry(intents(90_000, 90_010), 0, null)); // The checkpoint replaces these.
    written().forEach(recovered::apply);

    assertThat(recovered.pending()).containsExactlyElementsOf(pending);
    assertThat(recovered.laneOffsets()).containsEntry(Lane.BULK, 77L);
  }

  @Test
  void aReleaseThatIsSplitIsARelease() {
    JournalRecord entry = entry(List.of(), 0, intents(1, 5_000));
    commit(
        new JournalRecord(
            JournalRecord.VERSION,
            "a",
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            true,
            entry.checkpoint()));

    JournalState recovered = new JournalState();
    written().forEach(recovered::apply);

    assertThat(recovered.isReleased()).isTrue();
    assertThat(recovered.pending()).hasSize(5_000);
  }

  private long commit(JournalRecord entry) {
    producer.initTransactions();
    return writer.commit(entry, List.of(), List.of());
  }

  private List<JournalRecord> written() {
    return producer.history().stream()
        .map(each -> RecordFormats.JOURNAL.read(each.value()))
        .toList();
  }

  private static List<SubmitIntent> intents(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number ->
            new SubmitIntent(
                Long.MAX_VALUE - number,
                segment(number),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                false,
                false,
                Lane.URGENT,
                Long.MAX_VALUE - number))
        .toList();
  }

  /** Outcomes with the longest values, of segments that are not pending. */
  private static JournalRecord entry(
      List<SubmitIntent> intents, int outcomes, @Nullable List<SubmitIntent> checkpoint) {
    List<Response> responses = new ArrayList<>();
    List<Unconfirmed> unconfirmed = new ArrayList<>();
    List<Drop> drops = new ArrayList<>();
    List<Transfer> transfers = new ArrayList<>();
    for (int i = 1; i <= outcomes; i++) {
      SegmentId segment = segment(1_000_000 + i);
      responses.add(
          new Response(
              i,
              segment,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              false,
              Outcome.SUPERSEDED,
              Integer.MIN_VALUE,
              "\u0001".repeat(65),
              FailureReason.CARRIER_INVALID_DESTINATION,
              Long.MAX_VALUE,
              Long.MAX_VALUE,
              "+" + "8".repeat(19)));
      unconfirmed.add(new Unconfirmed(i, segment, Integer.MAX_VALUE, false, Long.MAX_VALUE));
      drops.add(
          new Drop(
              segment, Integer.MAX_VALUE, FailureReason.EXPIRED_BEFORE_SUBMISSION, Long.MAX_VALUE));
      transfers.add(
          new Transfer(
              segment.notificationId(),
              "r".repeat(249),
              Long.MAX_VALUE,
              Long.MAX_VALUE,
              FailureReason.CARRIER_INVALID_DESTINATION));
    }
    return new JournalRecord(
        JournalRecord.VERSION,
        "a",
        0,
        intents,
        responses,
        unconfirmed,
        drops,
        transfers,
        Map.of(Lane.URGENT, 1L, Lane.NORMAL, 2L, Lane.BULK, 77L),
        false,
        checkpoint);
  }

  private static SegmentId segment(int number) {
    return new SegmentId(new UUID(Long.MAX_VALUE, number), 10);
  }
}
