package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.contracts.quarantine.QuarantineMark.Action;
import dev.notifier.kafka.clients.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of the quarantine back to their topics, or marks them as not needed. Each action
 * reads the topic twice, however many records it is about: first to find out which records are
 * open, then to handle them, in transactions of limited size. Used by one thread.
 *
 * <p>Creating one fences an earlier one before the quarantine is read: what the earlier one has
 * written is read, and it can write no more. So two commands never replay one record.
 */
public final class QuarantineActions implements AutoCloseable {
  /** The most records of one action; about 20 MB of positions. */
  private static final int MAX_RECORDS = 100_000;

  private static final int MAX_BATCH_RECORDS = 100;
  private static final int MAX_BATCH_BYTES = 4 << 20;
  private static final int MAX_PROBLEMS = 100;
  private static final String TRANSACTIONAL_ID = "notifier-quarantine-command";

  private final QuarantineTopic topic;
  private final InstantSource clock;
  private final String by;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Opens a producer, which {@link #close} closes.
   *
   * @param by who does it
   */
  public QuarantineActions(KafkaClients clients, InstantSource clock, String by) {
    this.topic = new QuarantineTopic(clients);
    this.clock = clock;
    this.by = by;
    this.producer = clients.transactionalProducer(TRANSACTIONAL_ID);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /**
   * What was done.
   *
   * @param done the number of records that were handled
   * @param failed the number of records that could not be handled
   * @param problems why, for each of them up to a hundred
   * @param complete whether all selected records were tried; otherwise the action can be repeated
   */
  public record Result(int done, int failed, List<String> problems, boolean complete) {}

  /**
   * Writes each selected record back to the partition from which it came, and marks it, in one
   * transaction.
   *
   * @param force whether to do so again
   * @param onDone receives the position of each record that was written back
   * @throws QuarantineException if another command was started; the message says how many records
   *     were handled before
   */
  public Result replay(Selection selection, boolean force, Consumer<String> onDone)
      throws QuarantineException {
    return new Run(Action.REPLAYED, onDone).handle(selection, force);
  }

  /**
   * Marks records as not needed.
   *
   * @param force whether to do so although something was done before
   * @param onDone receives the position of each record that was marked
   * @throws QuarantineException as in {@link #replay}
   */
  public Result discard(Set<String> positions, boolean force, Consumer<String> onDone)
      throws QuarantineException {
    return new Run(Action.DISCARDED, onDone).handle(Selection.of(positions), force);
  }

  @Override
  public void close() {
    producer.close();
  }

  /** One action. */
  private final class Run {
    private final Action action;
    private final Consumer<String> onDone;
    private final Set<String> topics;
    private final List<Change> batch = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int batchBytes;
    private int done;
    private int failed;

    Run(Action action, Consumer<String> onDone) {
      this.action = action;
      this.onDone = onDone;
      this.topics = action == Action.REPLAYED ? topic.allTopics() : Set.of();
    }

    Result handle(Selection selection, boolean force) throws QuarantineException {
      OpenRecords open = new OpenRecords(selection, force, MAX_RECORDS);
      topic.readAll(selection.since(), open::add);
      for (String position : selection.positions()) {
        fail(open.problem(position));
      }
      topic.read(
          selection.since(),
          record -> {
            if (open.contains(record)) {
              add(record);
            }
          });
      flush();
      return new Result(done, failed, List.copyOf(problems), open.isComplete());
    }

    private void add(ConsumerRecord<byte[], byte[]> record) throws QuarantineException {
      QuarantineEntry entry = QuarantineTopic.entry(record);
      if (entry == null) {
        return;
      }
      String problem = action == Action.REPLAYED ? replayProblem(entry, topics) : null;
      if (problem != null) {
        fail(entry.position() + problem);
        return;
      }
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      if (action == Action.REPLAYED) {
        records.add(again(entry, record));
      }
      records.add(mark(entry.position()));
      batch.add(new Change(entry.position(), records));
      batchBytes += Math.max(0, record.serializedValueSize());
      if (batch.size() >= MAX_BATCH_RECORDS || batchBytes >= MAX_BATCH_BYTES) {
        flush();
      }
    }

    /** If Kafka refuses a record of a batch, the others are written one by one. */
    private void flush() throws QuarantineException {
      if (!batch.isEmpty() && !write(batch)) {
        for (Change change : batch) {
          if (!write(List.of(change))) {
            fail(change.position() + " is larger than its topic allows; discard it.");
          }
        }
      }
      batch.clear();
      batchBytes = 0;
    }

    /** Returns false if Kafka refuses a record. */
    private boolean write(List<Change> changes) throws QuarantineException {
      try {
        producer.beginTransaction();
        for (Change change : changes) {
          for (ProducerRecord<byte[], byte[]> record : change.records()) {
            var _ = producer.send(record); // A failed send also fails the commit.
          }
        }
        producer.commitTransaction();
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw new QuarantineException(
            "Another quarantine command was started meanwhile; this one handled "
                + done
                + " records. Repeat it for the others.");
      } catch (KafkaException e) {
        if (!isTooLarge(e)) {
          throw e;
        }
        producer.abortTransaction();
        return false;
      }
      done += changes.size();
      changes.forEach(change -> onDone.accept(change.position()));
      return true;
    }

    private void fail(@Nullable String problem) {
      if (problem != null) {
        failed++;
        if (problems.size() < MAX_PROBLEMS) {
          problems.add(problem);
        }
      }
    }

    private ProducerRecord<byte[], byte[]> mark(String position) {
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
  }

  /** The records that handle a quarantined record. */
  private record Change(String position, List<ProducerRecord<byte[], byte[]>> records) {}

  private static @Nullable String replayProblem(QuarantineEntry entry, Set<String> topics) {
    if (entry.topic().equals(Topics.BINDS)) {
      return " belongs to the journal of a bind: what was written after it counts, so it cannot be"
          + " replayed; compare its segments with the notifications, then discard it.";
    }
    if (entry.valueBytes() < 0) {
      return " has no value and cannot be replayed; discard it.";
    }
    if (entry.omitted().contains(QuarantineEntry.Part.VALUE)) {
      return " was too large, so its value was not kept and it cannot be replayed; discard it.";
    }
    return topics.contains(entry.topic())
        ? null
        : " cannot be replayed, because its topic no longer exists; discard it.";
  }

  private static ProducerRecord<byte[], byte[]> again(
      QuarantineEntry entry, ConsumerRecord<byte[], byte[]> record) {
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(entry.topic(), entry.partition(), entry.recordKey(), record.value());
    for (Header header : record.headers()) {
      // Without what was ordered, the event would be a duplicate.
      if (!header.key().startsWith("notifier-")
          || header.key().equals(EventRecord.PLAN_AGAIN_HEADER)
          || header.key().equals(EventRecord.RELEASE_HEADER)) {
        again.headers().add(header);
      }
    }
    again.headers().add(QuarantineEntry.REPLAYED_FROM, bytes(entry.position()));
    return again;
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || (failure.getCause() != null && isTooLarge(failure.getCause()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
