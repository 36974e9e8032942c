package dev.notifier.api.sending;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Sends records to Kafka and waits until all in-sync replicas have confirmed each of them, or the
 * timeout has passed. Thread-safe; all callers share one producer.
 */
public final class RecordSender {
  private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);

  private final ProducerFactory<byte[], byte[]> producers;
  private final Duration timeout;
  private final LongSupplier nanos;

  /**
   * @param timeout of a whole call, after which nothing more is sent; the timeouts of the producer
   *     must not be longer, because the last record may block for one of them
   * @param nanos a monotonic clock
   */
  public RecordSender(
      ProducerFactory<byte[], byte[]> producers, Duration timeout, LongSupplier nanos) {
    this.producers = producers;
    this.timeout = timeout;
    this.nanos = nanos;
  }

  /**
   * Sends a record for each item.
   *
   * @param record is called shortly before the record is sent, so that few records exist at a time
   * @return the indexes of the confirmed items; the others may or may not reach Kafka later
   */
  public <T> BitSet send(List<T> items, Function<T, ProducerRecord<byte[], byte[]>> record) {
    return send(items, record, timeout);
  }

  /**
   * Sends a record for each item, like {@link #send(List, Function)}.
   *
   * @param atMost the longest time of the call, if the timeout is not shorter
   */
  public <T> BitSet send(
      List<T> items, Function<T, ProducerRecord<byte[], byte[]>> record, Duration atMost) {
    Duration limit = atMost.compareTo(timeout) < 0 ? atMost : timeout;
    Confirmations confirmations = new Confirmations(items.size());
    long deadline = nanos.getAsLong() + limit.toNanos();
    int sent = 0;
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      for (; sent < items.size() && nanos.getAsLong() - deadline < 0; sent++) {
        int index = sent;
        var _ =
            producer.send(
                record.apply(items.get(index)),
                (_, failure) -> confirmations.completed(index, failure == null));
      }
      confirmations.await(sent, deadline - nanos.getAsLong());
    } catch (KafkaException e) {
      LOG.warn(
          "The Kafka producer failed ({}); callers must send again", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return confirmations.confirmed();
  }

  /** The results of one call; written by the producer's thread, read by the caller's. */
  private static final class Confirmations {
    private final AtomicIntegerArray results;
    private final CountDownLatch outstanding;

    Confirmations(int records) {
      results = new AtomicIntegerArray(records);
      outstanding = new CountDownLatch(records);
    }

    void completed(int index, boolean success) {
      results.set(index, success ? 1 : 0);
      outstanding.countDown();
    }

    /** Waits for the records that were sent; the others never complete. */
    void await(int sent, long timeoutNanos) throws InterruptedException {
      for (int unsent = sent; unsent < results.length(); unsent++) {
        outstanding.countDown();
      }
      boolean _ = outstanding.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    BitSet confirmed() {
      BitSet confirmed = new BitSet(results.length());
      for (int i = 0; i < results.length(); i++) {
        confirmed.set(i, results.get(i) == 1);
      }
      return confirmed;
    }
  }
}
