package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.kafka.loop.StartOffsets.UnknownStartOffsetException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
  private static final TopicPartition UNTRIMMED = new TopicPartition("t", 0);
  private static final TopicPartition TRIMMED = new TopicPartition("t", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  StartOffsetsTest() {
    consumer.assign(List.of(UNTRIMMED, TRIMMED));
    consumer.updateBeginningOffsets(Map.of(UNTRIMMED, 0L, TRIMMED, 5L));
  }

  @Test
  void startsAtTheBeginningOfALogThatWasNeverTrimmed() {
    StartOffsets.seek(consumer, List.of(UNTRIMMED));
    assertThat(consumer.position(UNTRIMMED)).isZero();
  }

  @Test
  void leavesATrimmedLogToTheOperator() {
    assertThatThrownBy(() -> StartOffsets.seek(consumer, List.of(UNTRIMMED, TRIMMED)))
        .isInstanceOf(UnknownStartOffsetException.class)
        .hasMessageContaining("t-1")
        .hasMessageContaining("begins at 5")
        .hasMessageContaining("--reset-offsets");
  }
}
