package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.testing.SubmitFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneQueuesTest {
  private static final byte[] UNREADABLE = "{}".getBytes(StandardCharsets.UTF_8);

  private final BindId bind = new BindId(0, "a", 0);
  private final TopicPartition normal = bind.lanePartition(Lane.NORMAL);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 4);

  @BeforeEach
  void startAtTheBeginning() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  private void record(long offset, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(normal.topic(), normal.partition(), offset, null, value));
  }

  private static byte[] message(String phone) {
    return RecordFormats.SUBMIT.encode(SubmitFixtures.message("a", Lane.NORMAL, phone));
  }

  @Test
  void aRecordThatIsNotASubmitRecordIsSkipped() {
    record(0, "not JSON".getBytes(StandardCharsets.UTF_8));
    record(1, "{}".getBytes(StandardCharsets.UTF_8));
    record(2, message("not a number"));
    record(3, message("+84912345678"));

    lanes.poll(Duration.ZERO);

    LaneRecord taken = lanes.take();
    assertThat(taken).isNotNull().satisfies(each -> assertThat(each.offset()).isEqualTo(3));
    assertThat(lanes.take()).isNull();
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 4L);
  }

  /** An end of a transaction is no record. */
  @Test
  void nothingWaitsBehindTheLastRecordThatWasTaken() {
    record(0, message("+84912345678"));
    record(2, message("+84912345679"));
    lanes.poll(Duration.ZERO);
    assertThat(lanes.waitingFrom()).containsEntry(Lane.NORMAL, 0L);
    lanes.take();
    assertThat(lanes.waitingFrom()).containsEntry(Lane.NORMAL, 1L);
    lanes.take();
    consumer.seek(normal, 4);

    assertThat(lanes.waitingFrom()).containsEntry(Lane.NORMAL, 4L).containsEntry(Lane.URGENT, 0L);
  }

  @Test
  void aLaneWithEnoughMessagesIsPausedUntilHalfOfThemAreTaken() {
    for (int i = 0; i < 4; i++) {
      record(i, message("+84912345678"));
    }
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).contains(normal);
    lanes.take();
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).contains(normal);
    lanes.take();
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).doesNotContain(normal);
  }

  @Test
  void unreadableRecordsBehindAMessageCountForThePause() {
    record(0, message("+84912345678"));
    for (int i = 1; i <= 3; i++) {
      record(i, UNREADABLE);
    }

    lanes.poll(Duration.ZERO);

    assertThat(consumer.paused()).containsExactly(normal);
    assertThat(lanes.unreadable()).isEmpty();
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 0L);

    lanes.take();
    lanes.poll(Duration.ZERO);

    assertThat(consumer.paused()).isEmpty();
    assertThat(lanes.unreadable()).hasSize(3);
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 4L);
  }

  @Test
  void aFewLargeUnreadableRecordsPauseTheLaneToo() {
    record(0, message("+84912345678"));
    record(1, new byte[2 << 20]);
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).isEmpty();

    record(2, new byte[2 << 20]);
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).containsExactly(normal);

    lanes.take();
    assertThat(lanes.unreadable()).as("of one commit").hasSize(1);
    lanes.unreadableCommitted();
    lanes.poll(Duration.ZERO);
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void aCommitTakesAHundredUnreadableRecordsAndMessagesBehindTheOthersWait() {
    for (int i = 0; i < 250; i++) {
      record(i, UNREADABLE);
    }
    record(250, message("+84912345678"));

    lanes.poll(Duration.ZERO);

    for (int commit = 1; commit <= 2; commit++) {
      assertThat(lanes.hasManyUnreadable()).isTrue();
      assertThat(lanes.unreadable()).hasSize(100);
      assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, commit * 100L);
      assertThat(lanes.peek(Lane.NORMAL)).isNull();
      assertThat(lanes.take()).isNull();
      lanes.unreadableCommitted();
    }
    assertThat(lanes.hasManyUnreadable()).isFalse();
    assertThat(lanes.unreadable()).hasSize(50);
    assertThat(lanes.take()).isNotNull();
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 251L);
  }

  @Test
  void aMessageThatEndsWhileItWaitsMakesWayForTheUnreadableRecordsBehindIt() {
    record(0, message("+84912345678"));
    record(1, UNREADABLE);
    lanes.poll(Duration.ZERO);

    lanes.removeIf(Lane.NORMAL, _ -> true);

    assertThat(lanes.unreadable()).hasSize(1);
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 2L);
  }

  @Test
  void aTimeoutIsNotMistakenForADeletedText() {
    assertThatThrownBy(() -> lanes.lookUp(Lane.NORMAL, List.of(7L)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returned no texts");
  }
}
