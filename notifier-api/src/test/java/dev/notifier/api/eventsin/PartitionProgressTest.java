package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
  private final PartitionProgress progress = new PartitionProgress();

  @Test
  void whatIsBehindAWaitingRecordIsNotDoneAgain() {
    List<ConsumerRecord<byte[], byte[]>> records = records(10, 11, 12);
    progress.done(records.get(0));
    progress.done(records.get(2));

    assertThat(progress.advance(records)).isEqualTo(11);
    assertThat(progress.oldestMillis()).isEqualTo(1_011L);

    List<ConsumerRecord<byte[], byte[]>> again = records(11, 12, 13);
    assertThat(progress.open(again)).extracting(ConsumerRecord::offset).containsExactly(11L, 13L);
    progress.done(again.get(0));
    progress.done(again.get(2));
    assertThat(progress.advance(again)).isEqualTo(14);
    assertThat(progress.oldestMillis()).isNull();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(long... offsets) {
    return LongStream.of(offsets)
        .mapToObj(offset ->
            new ConsumerRecord<byte[], byte[]>(
                "notifier.events.in.a",
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                null,
                new RecordHeaders(),
                Optional.empty()))
        .toList();
  }
}
