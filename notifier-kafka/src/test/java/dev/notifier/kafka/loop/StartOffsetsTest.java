package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.StartOffsets.UnknownStartOffsetException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
  private static final TopicPartition UNTRIMMED = new TopicPartition("t", 0);
  private static final TopicPartition TRIMMED = new TopicPartition("t", 1);

  private static final TopicPartition RETRY =
      new TopicPartition(Topics.retry(Lane.NORMAL, RetryDelay.S30), 0);
  private static final TopicPartition EVENTS = new TopicPartition(Topics.events(Lane.BULK), 3);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  StartOffsetsTest() {
    consumer.assign(List.of(UNTRIMMED, TRIMMED, RETRY, EVENTS));
    consumer.updateBeginningOffsets(Map.of(UNTRIMMED, 0L, TRIMMED, 5L, RETRY, 7L, EVENTS, 9L));
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
    assertThat(consumer.position(UNTRIMMED)).isZero();
  }

  @Test
  void startsAtTheBeginningOfAQueueThatIsTrimmedOnlyBehindItsReader() {
    StartOffsets.seek(consumer, List.of(RETRY, EVENTS));
    assertThat(consumer.position(RETRY)).isEqualTo(7);
    assertThat(consumer.position(EVENTS)).isEqualTo(9);
  }
}
