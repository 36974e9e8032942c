package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.RecordJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The journal of one bind: one transaction per step, and the reading of it by the next owner. One
 * thread.
 */
final class BindJournal {
  private static final Duration READ_POLL = Duration.ofMillis(500);
  private static final int IDLE_READS_MAX = 120;

  private final Bind bind;
  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanos;
  private volatile long lastCommitBegunNanos; // Read by whoever writes to the socket.

  BindJournal(Bind bind, Producer<byte[], byte[]> producer, LongSupplier nanos) {
    this.bind = bind;
    this.producer = producer;
    this.nanos = nanos;
  }

  /** Fences the former owner: from here on no transaction of it can commit. */
  void takeOver() {
    producer.initTransactions();
  }

  /**
   * Reads the journal to its end.
   *
   * @param from the position of the last checkpoint
   */
  JournalState read(Consumer<byte[], byte[]> consumer, long from) {
    TopicPartition partition = bind.journal();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    JournalState state = new JournalState();
    int idleReads = 0;
    while (consumer.position(partition) < end) {
      var fetched = consumer.poll(READ_POLL);
      for (ConsumerRecord<byte[], byte[]> entry : fetched) {
        state.fold(RecordJson.read(entry.value(), JournalRecord.class));
      }
      idleReads = fetched.isEmpty() ? idleReads + 1 : 0;
      if (idleReads > IDLE_READS_MAX) {
        throw new IllegalStateException("Kafka does not hand out the journal of bind " + bind);
      }
    }
    return state;
  }

  /**
   * Commits one step with what belongs to it. When this throws, whether it was committed is
   * unknown: nothing of it may be written, and the journal must be read again.
   *
   * @return the position of the step
   */
  long commit(JournalRecord entry, List<ProducerRecord<byte[], byte[]>> others) {
    long begunNanos = nanos.getAsLong();
    producer.beginTransaction();
    Future<RecordMetadata> written =
        producer.send(
            new ProducerRecord<>(
                bind.journal().topic(), bind.journal().partition(), null, RecordJson.write(entry)));
    for (ProducerRecord<byte[], byte[]> other : others) {
      var _ = producer.send(other); // The commit fails when this does.
    }
    producer.commitTransaction();
    lastCommitBegunNanos = begunNanos;
    return positionOf(written);
  }

  /** When the last successful commit began; an owner whose is too old may not write any more. */
  long lastCommitBegunNanos() {
    return lastCommitBegunNanos;
  }

  private static long positionOf(Future<RecordMetadata> written) {
    try {
      return written.get().offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted after a commit", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A committed record has no position", e);
    }
  }
}
