package dev.notifier.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.wire.RecordFormats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a journal is read when its checkpoint is unknown or the log was trimmed. */
class JournalReaderTest {
  private static final long UNKNOWN = -1;

  private final BindId bind = new BindId(7, "viettel", 0);
  private final TopicPartition partition = bind.journalPartition();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  /** A broker returns the same records again after a seek. */
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
          records.forEach(this::addRecord);
          return super.poll(timeout);
        }
      };

  @Test
  void withoutACheckpointALogThatWasNeverTrimmedIsReadFromItsBeginning() {
    log(0, record(10, false), record(11, false));

    assertThat(read(UNKNOWN, null).laneOffsets()).containsEntry(Lane.NORMAL, 11L);
  }

  @Test
  void withoutACommittedOffsetATrimmedLogWithACheckpointIsReadFromItsBeginning() {
    log(5, record(10, false), record(11, true), record(12, false));

    JournalState state = read(UNKNOWN, null);

    assertThat(state.laneOffsets()).containsEntry(Lane.NORMAL, 12L);
    assertThat(state.isNew()).isFalse();
  }

  @Test
  void aCommittedOffsetOutsideTheLogIsUnknown() {
    log(5, record(10, true), record(11, false));

    assertThat(read(3, null).laneOffsets()).containsEntry(Lane.NORMAL, 11L);
    assertThat(read(99, null).laneOffsets()).containsEntry(Lane.NORMAL, 11L);
  }

  @Test
  void aCommittedOffsetInsideATrimmedLogIsUsed() {
    log(5, record(10, false), record(11, false));

    assertThat(read(6, null).laneOffsets()).containsEntry(Lane.NORMAL, 11L);
  }

  @Test
  void aTrimmedLogWithoutACheckpointIsRefusedAndTheMessageSaysWhatToDo() {
    log(5, record(10, false));

    assertThatThrownBy(() -> read(UNKNOWN, null))
        .isInstanceOf(UnknownPositionException.class)
        .hasMessageContaining("topic notifier.binds partition 7")
        .hasMessageContaining("--group notifier-submit-start --topic notifier.binds:7");
    log(5);
    assertThatThrownBy(() -> read(3, null))
        .isInstanceOf(UnknownPositionException.class)
        .hasMessageContaining("committed checkpoint, 3, is not in the log");
  }

  @Test
  void anOperatorDecidesWhereATrimmedLogIsRead() {
    log(5, record(10, false), record(11, false));

    assertThat(read(UNKNOWN, 5L).laneOffsets()).containsEntry(Lane.NORMAL, 11L);
    assertThat(read(UNKNOWN, 7L).laneOffsets()).isEmpty();
    assertThatThrownBy(() -> read(UNKNOWN, 4L)).isInstanceOf(UnknownPositionException.class);
  }

  private JournalState read(long checkpoint, @Nullable Long decided) {
    return JournalReader.read(bind, consumer, checkpoint, _ -> decided);
  }

  private void log(long beginning, JournalRecord... entries) {
    records.clear();
    long offset = beginning;
    for (JournalRecord entry : entries) {
      records.add(
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              offset++,
              null,
              RecordFormats.JOURNAL.encode(entry)));
    }
    consumer.updateBeginningOffsets(Map.of(partition, beginning));
    consumer.updateEndOffsets(Map.of(partition, offset));
  }

  private static JournalRecord record(long laneOffset, boolean checkpoint) {
    return new JournalRecord(
        JournalRecord.VERSION,
        "viettel",
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(Lane.NORMAL, laneOffset),
        false,
        checkpoint ? List.of() : null);
  }
}
