package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.contracts.quarantine.QuarantineMark.Action;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the quarantine, writes records back to their topics, and marks what was done. Each call
 * reads the topic anew. Used by one thread.
 */
public final class QuarantineLog {
  /** The most items in memory; the oldest ones are left out. */
  private static final int MAX_ITEMS = 10_000;

  private static final int MAX_POLL_RECORDS = 100;
  private static final Duration POLL = Duration.ofMillis(500);

  /** Twice as long as a broker takes to abort the transaction of a worker that ended. */
  private static final int MAX_EMPTY_POLLS = 80;

  private static final String NAME = "notifier-quarantine-command";

  private final KafkaClients clients;
  private final InstantSource clock;

  public QuarantineLog(KafkaClients clients, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * Which records are listed.
   *
   * @param topic only records of this topic; null for all topics
   * @param since only records that were put there since; null for all that are kept
   * @param handled whether records are listed about which something was done
   * @param limit the most records, the newest first
   */
  public record Filter(
      @Nullable String topic, @Nullable Instant since, boolean handled, int limit) {}

  /** Lists records, the newest first. */
  public List<QuarantineItem> list(Filter filter) {
    Map<String, QuarantineItem> items = new LinkedHashMap<>();
    read(filter.since(), false, record -> fold(record, items));
    return items.values().stream()
        .filter(item -> filter.topic() == null || filter.topic().equals(item.entry().topic()))
        .filter(item -> filter.since() == null || !item.entry().at().isBefore(filter.since()))
        .filter(item -> filter.handled() || item.handled() == null)
        .sorted(Comparator.comparing((QuarantineItem item) -> item.entry().at()).reversed())
        .limit(filter.limit())
        .toList();
  }

  /**
   * Returns the record of a position.
   *
   * @throws QuarantineException if it is not in the quarantine
   */
  public QuarantineItem find(String position) throws QuarantineException {
    return search(position).item();
  }

  /**
   * Writes a record back to the partition from which it came, and marks it, in one transaction.
   *
   * @param force whether to do so again
   * @throws QuarantineException if it must not be written back
   */
  public void replay(String position, String by, boolean force) throws QuarantineException {
    change(() -> {
      Found found = search(position);
      return List.of(again(position, found, force), mark(position, Action.REPLAYED, by));
    });
  }

  private static ProducerRecord<byte[], byte[]> again(String position, Found found, boolean force)
      throws QuarantineException {
    QuarantineEntry entry = found.item().entry();
    requireOpen(found.item(), force);
    if (entry.topic().equals(Topics.BINDS)) {
      throw new QuarantineException(
          position
              + " belongs to the journal of a bind: what was written after it counts, so it cannot be"
              + " replayed; compare its segments with the notifications, then discard it.");
    }
    if (entry.valueBytes() < 0 || entry.omitted().contains(QuarantineEntry.Part.VALUE)) {
      throw new QuarantineException(
          position
              + (entry.valueBytes() < 0
                  ? " has no value"
                  : " was too large, so its value was not kept")
              + " and cannot be replayed; discard it.");
    }
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(
            entry.topic(), entry.partition(), entry.recordKey(), found.record().value());
    for (Header header : found.record().headers()) {
      if (!header.key().startsWith("notifier-")) {
        again.headers().add(header);
      }
    }
    again.headers().add(QuarantineEntry.REPLAYED_FROM, bytes(position));
    return again;
  }

  /**
   * Marks a record as not needed.
   *
   * @param force whether to do so although something was done before
   * @throws QuarantineException if it is not in the quarantine or was handled
   */
  public void discard(String position, String by, boolean force) throws QuarantineException {
    change(() -> {
      requireOpen(search(position).item(), force);
      return List.of(mark(position, Action.DISCARDED, by));
    });
  }

  private static void requireOpen(QuarantineItem item, boolean force) throws QuarantineException {
    QuarantineMark mark = item.handled();
    if (mark != null && !force) {
      throw new QuarantineException(
          "%s was %s by %s at %s; repeat the command with --force to do it anyway."
              .formatted(item.entry().position(), mark.action(), mark.by(), mark.at()));
    }
  }

  private ProducerRecord<byte[], byte[]> mark(String position, Action action, String by) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.QUARANTINE, bytes(position), null);
    record
        .headers()
        .add(
            QuarantineMark.HEADER,
            RecordJson.write(
                new QuarantineMark(QuarantineMark.VERSION, action, by, clock.instant())));
    return record;
  }

  /** Decides by what is in the quarantine what to write. */
  @FunctionalInterface
  private interface Change {
    List<ProducerRecord<byte[], byte[]>> records() throws QuarantineException;
  }

  /**
   * The producer fences that of an earlier command before the quarantine is read: what the earlier
   * one has written is read, and it can write no more. So two commands never replay one record.
   */
  private void change(Change change) throws QuarantineException {
    try (KafkaProducer<byte[], byte[]> producer = clients.transactionalProducer(NAME)) {
      producer.initTransactions();
      List<ProducerRecord<byte[], byte[]>> records = change.records();
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        var _ = producer.send(record); // A failed send also fails the commit.
      }
      producer.commitTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new QuarantineException(
          "Another quarantine command was started meanwhile, so nothing was done; repeat this one.");
    }
  }

  private record Found(QuarantineItem item, ConsumerRecord<byte[], byte[]> record) {}

  private Found search(String position) throws QuarantineException {
    Map<String, QuarantineItem> items = new LinkedHashMap<>();
    List<ConsumerRecord<byte[], byte[]>> latest = new ArrayList<>();
    read(
        null,
        true,
        record -> {
          if (position.equals(key(record))) {
            fold(record, items);
            if (record.headers().lastHeader(QuarantineEntry.HEADER) != null) {
              latest.clear();
              latest.add(record);
            }
          }
        });
    QuarantineItem item = items.get(position);
    if (item == null || latest.isEmpty()) {
      throw new QuarantineException(
          "There is no record " + position + " in the quarantine; list shows the positions.");
    }
    return new Found(item, latest.getFirst());
  }

  /** A record that a stage writes again, for example after a restart, is still the same one. */
  private static void fold(
      ConsumerRecord<byte[], byte[]> record, Map<String, QuarantineItem> items) {
    String key = key(record);
    Header entry = record.headers().lastHeader(QuarantineEntry.HEADER);
    Header mark = record.headers().lastHeader(QuarantineMark.HEADER);
    QuarantineItem known = items.get(key);
    if (entry != null
        && QuarantineEntry.FORMAT.decode(entry.value())
            instanceof Decoded.Complete<QuarantineEntry>(QuarantineEntry read)) {
      items.put(key, new QuarantineItem(read, known == null ? List.of() : known.marks()));
      if (items.size() > MAX_ITEMS) {
        items.remove(items.keySet().iterator().next());
      }
    } else if (mark != null
        && known != null
        && QuarantineMark.FORMAT.decode(mark.value())
            instanceof Decoded.Complete<QuarantineMark>(QuarantineMark read)) {
      List<QuarantineMark> marks = new ArrayList<>(known.marks());
      marks.add(read);
      items.put(key, new QuarantineItem(known.entry(), List.copyOf(marks)));
    }
  }

  /**
   * Reads what is on the topic now.
   *
   * @param waiting whether to wait for the end of open transactions of stages, behind which may be
   *     marks
   */
  private void read(
      @Nullable Instant since, boolean waiting, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        clients.assignedConsumer(
            "quarantine", ReadSettings.immediate(Duration.ZERO, MAX_POLL_RECORDS))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.QUARANTINE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends =
          waiting ? highWatermarks(partitions) : consumer.endOffsets(partitions);
      if (since != null) {
        seek(consumer, partitions, since, ends);
      }
      int emptyPolls = 0;
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        var polled = consumer.poll(POLL);
        polled.forEach(reader);
        emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
        if (emptyPolls > MAX_EMPTY_POLLS) {
          throw new KafkaException("Kafka returned no records of the quarantine for 40 s");
        }
      }
    }
  }

  private Map<TopicPartition, Long> highWatermarks(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    try (Admin admin = clients.admin(NAME)) {
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("the end of the quarantine is unknown", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
    return ends;
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Instant since,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new LinkedHashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = offsets.get(partition);
      consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
