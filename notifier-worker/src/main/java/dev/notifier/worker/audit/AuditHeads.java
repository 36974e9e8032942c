package dev.notifier.worker.audit;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import dev.notifier.store.audit.AuditChain.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of the audit's chain on Kafka, where someone who can change PostgreSQL cannot change it.
 * It is at most {@value #MINUTE_SECONDS} s old while Kafka is available and the chain has it.
 * Thread-safe.
 */
public final class AuditHeads implements AuditChaining.HeadNotes, AutoCloseable {
  private static final int MINUTE_SECONDS = 60;
  private static final long MINUTE = Duration.ofSeconds(MINUTE_SECONDS).toNanos();

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final TopicTable<AuditHeadRecord> table;
  private final CompactedTopicPublisher publisher;
  private final LongSupplier nanoTime;
  private final Thread closing =
      Thread.ofPlatform().daemon().name("close-audit-heads").unstarted(this::closeParts);

  /** The last end that is committed; null if there is none. */
  private volatile Supplier<@Nullable AuditHeadRecord> end = () -> null;

  /** Guarded by this. */
  private boolean stopping;

  /** Until when the end was on the topic; guarded by this, as are the next fields. */
  private long notedUntil;

  /** The last end that was given. */
  private @Nullable AuditHeadRecord latest;

  /** The last one that was published. */
  private @Nullable AuditHeadRecord published;

  /** When one was published last; null if none was. */
  private @Nullable Long publishedAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public AuditHeads(KafkaClients clients, LongSupplier nanoTime) {
    this(clients, nanoTime, nanoTime);
  }

  /**
   * @param readerNanoTime that of the reader, whose timeouts need one that proceeds
   */
  AuditHeads(KafkaClients clients, LongSupplier nanoTime, LongSupplier readerNanoTime) {
    this.nanoTime = nanoTime;
    notedUntil = nanoTime.getAsLong();
    table =
        new TopicTable<>(
            clients,
            TableDefinition.of(Topics.AUDIT_HEADS, AuditHeadRecord.FORMAT, AuditHeadRecord.ORDER),
            readerNanoTime);
    publisher = new CompactedTopicPublisher(clients);
  }

  /** Starts reading. Called once. */
  public void start() {
    table.start();
  }

  /**
   * Waits until the topic was read once.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return table.awaitComplete(timeout);
  }

  @Override
  public boolean isRead() {
    return table.age() != null;
  }

  @Override
  public @Nullable String error() {
    return table.error();
  }

  @Override
  public void follow(Supplier<@Nullable AuditHeadRecord> committed) {
    end = committed;
  }

  /** How many records were ignored because they are not signed with this privacy key. */
  public long rejected() {
    return table.rejected();
  }

  @Override
  public @Nullable AuditHeadRecord newest() {
    return table.get(AuditHeadRecord.KEY);
  }

  @Override
  public synchronized void note(AuditHeadRecord committed) {
    latest = committed;
    long now = nanoTime.getAsLong();
    if (publishedAt == null || now - publishedAt >= MINUTE) {
      publish(committed, now);
    }
  }

  /** Without the limit of a minute: it is called only while nothing is chained. */
  @Override
  public synchronized void noteMissing(AuditHeadRecord missing) {
    latest = missing;
    publish(missing, nanoTime.getAsLong());
  }

  /** Also again, if someone has published an older one. */
  private synchronized void publish(AuditHeadRecord head, long now) {
    if (table.isMissing(AuditHeadRecord.KEY, head)) {
      publisher.publish(Topics.AUDIT_HEADS, AuditHeadRecord.KEY, head);
      published = head;
      publishedAt = now;
    }
  }

  /**
   * For how long an end of the chain that this worker knows has not been on the topic. It is about
   * a minute at most while Kafka takes what is published; 0 if the topic has the last one.
   */
  public synchronized Duration age() {
    long now = nanoTime.getAsLong();
    if (isRead() && isNoted(latest)) {
      notedUntil = now;
    } else if (published != null && publishedAt != null && isNoted(published)) {
      notedUntil = Math.max(notedUntil, publishedAt);
    }
    return Duration.ofNanos(now - notedUntil);
  }

  private boolean isNoted(@Nullable AuditHeadRecord head) {
    return head == null || !table.isMissing(AuditHeadRecord.KEY, head);
  }

  /** What needs attention, each with what to do; empty if nothing does. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String error = error();
    if (error != null) {
      warnings.add("the noted end of the audit's chain cannot be read: " + error);
    }
    Duration age = age();
    if (age.compareTo(MAX_AGE) > 0) {
      warnings.add(
          "the end of the audit's chain has not been noted on %s for %d minutes; check Kafka and the ACLs of the topic"
              .formatted(Topics.AUDIT_HEADS, age.toMinutes()));
    }
    return warnings;
  }

  /**
   * Makes the present end of the chain the noted one, whatever was noted before: each worker
   * continues it, including one that has seen more.
   *
   * @param end its number is 0 if there is no block
   * @throws org.apache.kafka.common.KafkaException if Kafka does not confirm it
   */
  public void accept(Head end) {
    AuditHeadRecord newest = newest();
    publisher.publishAndWait(
        Topics.AUDIT_HEADS,
        AuditHeadRecord.KEY,
        new AuditHeadRecord(newest == null ? 1 : newest.acceptance() + 1, end.block(), end.hash()));
  }

  /**
   * Begins to publish the last end and to stop, without waiting: while Kafka is unavailable, that
   * takes up to six seconds.
   */
  public synchronized void stop() {
    if (!stopping) {
      stopping = true;
      closing.start();
    }
  }

  /** Publishes the last end, for at most two seconds, and stops. */
  @Override
  public void close() {
    stop();
    try {
      boolean _ = closing.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeParts() {
    AuditHeadRecord last = end.get();
    if (last != null) {
      publish(last, nanoTime.getAsLong());
    }
    publisher.close();
    table.close();
  }
}
