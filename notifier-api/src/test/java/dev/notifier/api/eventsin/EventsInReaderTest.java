package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.access.StoredKeys.KafkaCallers;
import dev.notifier.api.security.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsInReaderTest {
  private static final TopicPartition A = new TopicPartition("notifier.events.in.a", 0);
  private static final TopicPartition B = new TopicPartition("notifier.events.in.b", 0);
  private static final long BEGIN = 5;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final Map<String, Caller> callers = new HashMap<>();
  private final ClientTopics topics =
      new ClientTopics(
          () -> new KafkaCallers(Map.copyOf(callers), Set.of()),
          _ -> {},
          new ClientTopics.Creation(false, 0, _ -> {}),
          nanos::get);
  private final PartitionBackoff backOff = new PartitionBackoff(nanos::get);

  /** What happens to the events of a client; they are done if there is nothing. */
  private final Map<String, EventsInReader.Processing> processing = new HashMap<>();

  private final Map<String, List<Long>> processed = new LinkedHashMap<>();
  private final EventsInReader reader =
      new EventsInReader(
          consumer, topics, this::process, backOff, ready::get, InstantSource.system(), nanos::get);

  @BeforeEach
  void addClients() {
    callers.put("a", Caller.administrator("a"));
    callers.put("b", Caller.administrator("b"));
    update();
    consumer.schedulePollTask(() -> {
      consumer.rebalance(List.of(A, B));
      consumer.updateBeginningOffsets(Map.of(A, BEGIN, B, BEGIN));
      consumer.updateEndOffsets(Map.of(A, BEGIN, B, BEGIN));
      consumer.seek(A, BEGIN);
      consumer.seek(B, BEGIN);
    });
    reader.turn(topics.view());
  }

  private void update() {
    topics.update(
        Set.of(
            "notifier.events.in.a",
            "notifier.events.refused.a",
            "notifier.events.in.b",
            "notifier.events.refused.b"),
        new KafkaCallers(Map.copyOf(callers), Set.of()));
  }

  private @Nullable WaitReason process(
      String client,
      Caller caller,
      List<ConsumerRecord<byte[], byte[]>> records,
      PartitionProgress progress) {
    records.forEach(
        record -> processed.computeIfAbsent(client, _ -> new ArrayList<>()).add(record.offset()));
    EventsInReader.Processing other = processing.get(client);
    if (other != null) {
      return other.process(client, caller, records, progress);
    }
    records.forEach(progress::done);
    return null;
  }

  private void write(TopicPartition partition, long... offsets) {
    consumer.schedulePollTask(() -> {
      for (long offset : offsets) {
        consumer.addRecord(
            new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, null, new byte[] {1}));
      }
    });
  }

  private void turn() {
    reader.turn(topics.view());
  }

  private @Nullable Long committed(TopicPartition partition) {
    OffsetAndMetadata position = consumer.committed(Set.of(partition)).get(partition);
    return position == null ? null : position.offset();
  }

  @Test
  void commitsWhatIsDone() {
    write(A, 5, 6);
    turn();
    assertThat(committed(A)).isEqualTo(7);
    assertThat(processed.get("a")).containsExactly(5L, 6L);
  }

  @Test
  void aPartitionWithoutAPositionBeginsAtItsBeginningAndKeepsIt() {
    consumer.schedulePollTask(
        () -> consumer.setPollException(new NoOffsetForPartitionException(Set.of(A))));
    turn();
    turn();
    assertThat(committed(A)).isEqualTo(BEGIN);
  }

  @Test
  void afterATruncationNothingIsKnownAboutThePartition() {
    processing.put(
        "a",
        (_, _, records, progress) -> {
          progress.done(records.getLast());
          return WaitReason.OVERLOADED;
        });
    write(A, 5, 6);
    turn();
    processing.clear();
    processed.clear();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    consumer.schedulePollTask(
        () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(A, 5L))));
    turn();

    write(A, 5, 6);
    turn();

    assertThat(processed.get("a")).containsExactly(5L, 6L);
    assertThat(committed(A)).isEqualTo(7);
  }

  @Test
  void aTopicThatMayNotBeReadIsLeftOutLessAndLessOften() {
    deny();
    assertThat(topics.view().served()).containsExactly("b");
    assertThat(topics.view().withoutTopics()).containsExactly("a");
    turn();
    assertThat(consumer.subscription()).containsExactly("notifier.events.in.b");

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    update();
    assertThat(topics.view().served()).containsExactly("a", "b");
    deny();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    update();
    assertThat(topics.view().served()).containsExactly("b");
  }

  private void deny() {
    consumer.schedulePollTask(() ->
        consumer.setPollException(new TopicAuthorizationException(Set.of("notifier.events.in.a"))));
    turn();
  }

  @Test
  void onlyEventsThatAreNotConfirmedHaveOthersWait() {
    processing.put("a", (_, _, _, _) -> WaitReason.REFUSAL_NOT_CONFIRMED);
    write(A, 5);
    write(B, 5);
    turn();
    turn();
    assertThat(committed(A)).isNull();
    assertThat(committed(B)).isEqualTo(6);
    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.REFUSAL_NOT_CONFIRMED));
  }

  @Test
  void ifEventsAreNotConfirmedNoOthersAreTried() {
    processing.put("a", (_, _, _, _) -> WaitReason.NOT_CONFIRMED);
    processing.put("b", (_, _, _, _) -> WaitReason.NOT_CONFIRMED);
    consumer.schedulePollTask(() -> {
      for (TopicPartition each : List.of(A, B)) {
        consumer.addRecord(
            new ConsumerRecord<>(each.topic(), each.partition(), 5, null, new byte[] {1}));
      }
    });
    turn();
    assertThat(processed).hasSize(1);
    assertThat(backOff.reasons().values())
        .containsExactlyInAnyOrder(WaitReason.NOT_CONFIRMED, WaitReason.UNAVAILABLE);
    assertThat(consumer.position(A)).isEqualTo(5);
    assertThat(consumer.position(B)).isEqualTo(5);
  }

  @Test
  void nothingIsTriedWhileADependencyIsUnavailable() {
    ready.set(false);
    write(A, 5);
    turn();
    assertThat(processed).isEmpty();
    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.UNAVAILABLE));
    assertThat(consumer.position(A)).isEqualTo(5);
  }

  @Test
  void aFailureForOneClientStopsNoOther() {
    processing.put(
        "a",
        (_, _, _, _) -> {
          throw new IllegalStateException("test");
        });
    consumer.schedulePollTask(() -> {
      for (TopicPartition each : List.of(A, B)) {
        consumer.addRecord(
            new ConsumerRecord<>(each.topic(), each.partition(), 5, null, new byte[] {1}));
      }
    });
    turn();
    assertThat(committed(B)).isEqualTo(6);
    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.FAILED));
    assertThat(consumer.position(A)).isEqualTo(5);
  }

  @Test
  void aCorruptRecordStopsItsPartitionOnly() {
    consumer.schedulePollTask(() ->
        consumer.setPollException(
            new KafkaException(
                "Received exception when fetching the next record from " + A + ".")));
    turn();
    write(B, 5);
    turn();
    assertThat(consumer.paused()).containsExactly(A);
    assertThat(committed(B)).isEqualTo(6);
    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.FAILED));

    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("other")));
    assertThatThrownBy(this::turn).hasMessage("other");
  }

  @Test
  void aLongTurnLeavesTheOtherPartitionsToTheNext() {
    EventsInReader.Processing slow =
        (_, _, records, progress) -> {
          nanos.addAndGet(Duration.ofSeconds(20).toNanos());
          records.forEach(progress::done);
          return null;
        };
    processing.put("a", slow);
    processing.put("b", slow);
    consumer.schedulePollTask(() -> {
      for (TopicPartition each : List.of(A, B)) {
        consumer.addRecord(
            new ConsumerRecord<>(each.topic(), each.partition(), 5, null, new byte[] {1}));
      }
    });
    turn();
    assertThat(processed).hasSize(1);
    assertThat(backOff.reasons()).isEmpty();
    TopicPartition other = processed.containsKey("a") ? B : A;
    assertThat(consumer.position(other)).isEqualTo(5);
    assertThat(committed(other)).isNull();
  }

  @Test
  void aTopicWithoutAKeyStaysSubscribedAndWaits() {
    callers.remove("a");
    update();
    write(A, 5);
    turn();
    assertThat(consumer.subscription())
        .containsExactlyInAnyOrder("notifier.events.in.a", "notifier.events.in.b");
    assertThat(consumer.paused()).containsExactly(A);
    assertThat(processed).isEmpty();
    assertThat(reader.ages()).containsOnlyKeys("b");
    assertThat(backOff.reasons()).isEmpty();

    callers.put("a", Caller.administrator("a"));
    update();
    turn();
    assertThat(processed.get("a")).containsExactly(5L);
  }

  @Test
  void aKeyThatWasRevokedJustNowSendsNothing() {
    callers.remove("a");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    write(A, 5);
    turn();
    assertThat(processed).isEmpty();
    assertThat(consumer.position(A)).isEqualTo(5);
  }

  @Test
  void nothingIsKnownAboutPartitionsThatOthersHave() {
    processing.put("a", (_, _, _, _) -> WaitReason.LIMIT);
    write(A, 5);
    turn();
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(B)));
    turn();
    assertThat(backOff.reasons()).isEmpty();
    assertThat(reader.ages()).containsOnlyKeys("b");
  }
}
