package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
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
    return RecordJson.write(SubmitFixtures.message("a", Lane.NORMAL, phone));
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
  void aTimeoutIsNotMistakenForADeletedText() {
    assertThatThrownBy(() -> lanes.lookUp(Lane.NORMAL, List.of(7L)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returned no texts");
  }
}
