package dev.notifier.worker.inbound;

import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.PartitionAge;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.inbound.InboundProcessor.Processed;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.inbound.assembly.MessageDecoding;
import dev.notifier.worker.inbound.assembly.Reassembly;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends messages of which segments are missing. Two minutes are those of the records: while a worker
 * is behind, the missing segment may be a record that is not read yet. After 15 minutes by the
 * clock a message ends in any case. Those of a number that cannot be ended wait, and the others
 * proceed. Thread-safe.
 */
final class SegmentSweep {
  private static final Logger log = LoggerFactory.getLogger(SegmentSweep.class);

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** The clocks of those who receive messages differ. */
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  /** What cannot be ended is tried again after this time, until a day is over. */
  private static final Duration RETRY = Duration.ofHours(1);

  private static final Duration LONGEST_RETRY = Duration.ofDays(1);

  private static final int PAGE = 200;

  /** Of one turn; the next turn follows soon. */
  private static final int MAX_PAGES = 50;

  private final InboundStores stores;
  private final MessageDecoding decoding;
  private final InboundProcessor processor;
  private final InboundBatch.Wake wake;
  private final Progress progress;
  private final Runnable beforeSweep;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("inbound-segments").daemon().factory());
  private volatile @Nullable String error;
  private volatile Duration oldest = Duration.ZERO;

  /** How far the worker has read. */
  interface Progress {
    /** The partitions of this worker of which something is read. */
    Set<Integer> partitions();

    /** The time up to which their records are read. */
    Instant readUntil();

    Instant now();

    /** That of a reader. */
    static Progress of(TopicBatchReader<?> reader, InstantSource clock) {
      return new Progress() {
        @Override
        public Set<Integer> partitions() {
          return reader.readPartitions();
        }

        @Override
        public Instant readUntil() {
          Duration behind =
              reader.waiting().stream()
                  .map(PartitionAge::age)
                  .max(Duration::compareTo)
                  .orElse(Duration.ZERO);
          return clock.instant().minus(behind).minus(CLOCKS);
        }

        @Override
        public Instant now() {
          return clock.instant();
        }
      };
    }
  }

  /**
   * @param beforeSweep throws if PostgreSQL lacks what was processed
   */
  SegmentSweep(
      InboundStores stores,
      MessageDecoding decoding,
      InboundProcessor processor,
      InboundBatch.Wake wake,
      Progress progress,
      Runnable beforeSweep) {
    this.stores = stores;
    this.decoding = decoding;
    this.processor = processor;
    this.wake = wake;
    this.progress = progress;
    this.beforeSweep = beforeSweep;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // run() catches its exceptions.
  void start() {
    thread.scheduleWithFixedDelay(
        this::run, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  void stop() {
    thread.shutdown();
  }

  private void run() {
    try {
      beforeSweep.run();
      sweep();
      oldest = stores.segments().oldest();
      recovered();
    } catch (RuntimeException | Error e) {
      // An error that leaves this method would end the sweep for good.
      failed(RedactedError.of(e));
    }
  }

  /** Ends what is overdue now. */
  void sweep() {
    Set<Integer> partitions = progress.partitions();
    // Not later: a segment that is read meanwhile is not counted as read.
    Instant until = progress.readUntil();
    int pages = 0;
    while (pages < MAX_PAGES
        && endPage(stores.segments().overdue(partitions, until, PAGE), until) == PAGE) {
      pages++;
    }
    while (pages < MAX_PAGES
        && endPage(stores.segments().stored(LONGEST, PAGE), progress.now()) == PAGE) {
      pages++;
    }
  }

  private int endPage(List<UUID> found, Instant until) {
    if (found.isEmpty()) {
      return 0;
    }
    Set<UUID> recipients = new TreeSet<>(found);
    try {
      end(recipients, until);
    } catch (RuntimeException | StackOverflowError e) {
      requireCausedByData(e);
      recipients.forEach(each -> endAlone(each, until));
    }
    return found.size();
  }

  private void endAlone(UUID recipient, Instant until) {
    try {
      end(Set.of(recipient), until);
    } catch (RuntimeException | StackOverflowError e) {
      requireCausedByData(e);
      int deleted = stores.segments().postpone(recipient, RETRY, LONGEST_RETRY);
      log.warn(
          "Incomplete messages of a number cannot be ended; {} were deleted, the others are tried"
              + " again in an hour: {}",
          deleted,
          RedactedError.of(e));
    }
  }

  /** Nothing is postponed because of an outage. A text may make a rule recurse too deep. */
  private static void requireCausedByData(Throwable failure) {
    if (failure instanceof RuntimeException e && !DataFailures.isCausedByData(e)) {
      throw e;
    }
  }

  private void end(Set<UUID> recipients, Instant until) {
    Processed processed =
        stores
            .transaction()
            .run(() -> {
              Map<UUID, NumberState> states =
                  stores.numbers().lock(recipients, Correspondence.day(until));
              Reassembly reassembly = new Reassembly(stores.segments(), decoding, recipients);
              List<CompletedMessage> ended = reassembly.end(until);
              reassembly.save();
              return processor.process(ended, states);
            });
    processed.counts().run();
    wake.after(processed);
  }

  private void failed(String description) {
    if (error == null) {
      log.warn("Incomplete messages cannot be ended; retrying until it works: {}", description);
    }
    error = "incomplete messages cannot be ended: " + description;
  }

  private void recovered() {
    if (error != null) {
      log.info("Incomplete messages are ended again");
      error = null;
    }
  }

  /** How long the oldest message has waited for segments, as of the last look. */
  Duration oldest() {
    return oldest;
  }

  /** What is wrong, or null. */
  @Nullable String error() {
    return error;
  }
}
