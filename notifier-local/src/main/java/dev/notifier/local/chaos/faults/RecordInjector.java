package dev.notifier.local.chaos.faults;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes broken records, and receipts that match no message, to Kafka, as another program would.
 * Closed by its creator. Thread-safe.
 */
public final class RecordInjector implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int ESM_CLASS_RECEIPT = 4;

  private final Producer<byte[], byte[]> producer;
  private final RandomGenerator random;
  private final List<BrokenRecord> all;
  private final List<Written> written = new ArrayList<>();
  private long receipts;

  public RecordInjector(
      Producer<byte[], byte[]> producer, List<BrokenRecord> all, RandomGenerator random) {
    this.producer = producer;
    this.all = List.copyOf(all);
    this.random = random;
  }

  /**
   * A broken record on Kafka.
   *
   * @param position as in the keys of the quarantine: topic, partition and offset
   */
  public record Written(BrokenRecord record, String position) {}

  /**
   * Writes a record every two seconds until this value of {@link System#nanoTime()}: one of each
   * kind to each topic, in random order, then again.
   */
  public void run(long until) throws IOException, InterruptedException {
    List<BrokenRecord> due = new ArrayList<>();
    while (System.nanoTime() < until) {
      if (due.isEmpty()) {
        due.addAll(all);
      }
      write(due.remove(random.nextInt(due.size())));
      Thread.sleep(EVERY);
    }
  }

  /** Writes a record to a partition that is drawn, and waits until Kafka has it. */
  public void write(BrokenRecord record) throws IOException, InterruptedException {
    var id = Long.toHexString(random.nextLong());
    var partition = random.nextInt(record.partitions());
    var key = ("broken-" + id).getBytes(StandardCharsets.UTF_8);
    try {
      var at =
          producer
              .send(new ProducerRecord<>(record.topic(), partition, key, record.bytes(id)))
              .get();
      synchronized (this) {
        written.add(new Written(record, record.topic() + "/" + partition + "/" + at.offset()));
      }
    } catch (ExecutionException e) {
      throw new IOException("Kafka rejects a record on " + record.topic(), e);
    }
  }

  /** Writes this many receipts with ids and numbers that no message has. */
  public void writeUnknownReceipts(int count) {
    for (var i = 0; i < count; i++) {
      long number;
      synchronized (this) {
        number = receipts++;
      }
      var receipt =
          new InboundRecord(
              InboundRecord.VERSION,
              "a",
              0,
              ESM_CLASS_RECEIPT,
              0,
              String.format(Locale.ROOT, "84989%06d", number % 1_000_000),
              "BHXHVN",
              receiptText(number).getBytes(StandardCharsets.US_ASCII),
              Map.of(),
              Instant.now());
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.RECEIPTS, RecordFormats.INBOUND.encode(receipt)));
    }
    producer.flush();
  }

  private static String receiptText(long number) {
    return String.format(
        Locale.ROOT,
        "id:F%015d sub:001 dlvrd:001 submit date:2612010800 done date:2612010801 stat:DELIVRD"
            + " err:000 text:",
        number);
  }

  /** The broken records so far. */
  public synchronized List<Written> written() {
    return List.copyOf(written);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
