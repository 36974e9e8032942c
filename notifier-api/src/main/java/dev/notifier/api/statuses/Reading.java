package dev.notifier.api.statuses;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.feed.FeedPosition;
import dev.notifier.kafka.feed.TenantPartitions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request for the next changes of a tenant: reads, waits for a record of the tenant, and reads
 * again, until there is a change or the time is over. Each step runs alone, on a thread of the
 * pool, the tail or the timer. Thread-safe.
 */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final Tools tools;
  private final String tenant;
  private final long deadline;
  private final CompletableFuture<FeedPage> result = new CompletableFuture<>();

  /** What has been read so far; null until the first step. */
  private volatile @Nullable FeedPosition position;

  /**
   * What all readings share.
   *
   * @param failing whether the last page could not be read
   */
  record Tools(
      ReaderPool pool,
      StatusTopic topic,
      FeedTail tail,
      ScheduledExecutorService timer,
      LongSupplier nanos,
      InstantSource clock,
      AtomicBoolean failing) {
    /** Logs the first of several failures in a row: each reader would have one. */
    void failed(RuntimeException failure) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("Changes of states cannot be read: {}", RedactedError.of(failure));
      }
    }

    void succeeded() {
      if (failing.compareAndSet(true, false)) {
        LOG.info("Changes of states can be read again");
      }
    }
  }

  /**
   * @param deadline of the wait, on the monotonic clock
   */
  Reading(Tools tools, String tenant, long deadline) {
    this.tools = tools;
    this.tenant = tenant;
    this.deadline = deadline;
  }

  CompletableFuture<FeedPage> result() {
    return result;
  }

  /** Begins. Called once. */
  void begin(FeedStart start) {
    run(reader -> read(reader, position(reader, start)));
  }

  private void run(Consumer<PartitionReader> step) {
    try {
      tools
          .pool()
          .run(
              tenant,
              reader -> {
                if (!result.isDone()) {
                  step.accept(reader);
                }
              },
              this::fail);
    } catch (RejectedExecutionException _) {
      result.completeExceptionally(new ProblemException(ErrorCode.OVERLOADED));
    }
  }

  private FeedPosition position(PartitionReader reader, FeedStart start) {
    StatusTopic.View view = tools.topic().view();
    List<Integer> partitions = TenantPartitions.of(tenant, view.partitions());
    int first = partitions.getFirst();
    return switch (start) {
      case FeedStart.Behind behind -> behind.position();
      case FeedStart.Beginning _ -> new FeedPosition(view.id(), first, reader.beginning(first), 0);
      case FeedStart.At at -> new FeedPosition(view.id(), first, reader.at(first, at.time()), 0);
      case FeedStart.Now _ -> {
        // Until all workers know a new number of partitions, some still write to the former one.
        int newest = partitions.getLast();
        int begin = view.settled() || hasOldRecords(reader, newest) ? newest : first;
        yield new FeedPosition(view.id(), begin, reader.end(begin), 0);
      }
    };
  }

  /** An api that has just started does not know since when there are as many partitions. */
  private boolean hasOldRecords(PartitionReader reader, int partition) {
    Instant old = tools.clock().instant().minus(StatusTopic.SETTLING);
    return reader.at(partition, old) > reader.beginning(partition);
  }

  private void read(PartitionReader reader, FeedPosition from) {
    StatusTopic.View view = tools.topic().view();
    if (from.topic() != view.id() || from.partition() >= view.partitions()) {
      throw new PartitionReader.ExpiredException();
    }
    tools.topic().requireReadable(from.partition());
    FeedPage page = page(reader, from);
    tools.succeeded();
    position = page.next();
    int newest = TenantPartitions.of(tenant, view.partitions()).getLast();
    if (!page.changes().isEmpty()) {
      result.complete(page);
    } else if (!page.atEnd()) {
      again(page.next());
    } else if (page.next().partition() != newest && view.settled()) {
      again(new FeedPosition(view.id(), newest, reader.beginning(newest), 0));
    } else {
      await(page.next());
    }
  }

  private FeedPage page(PartitionReader reader, FeedPosition from) {
    try {
      return reader.read(tenant, from);
    } catch (KafkaException e) {
      tools.topic().failed(from.partition(), e);
      throw e;
    }
  }

  private void again(FeedPosition from) {
    position = from;
    if (remaining() > 0) {
      run(reader -> read(reader, from));
    } else {
      result.complete(FeedPage.empty(from));
    }
  }

  private long remaining() {
    return deadline - tools.nanos().getAsLong();
  }

  private void await(FeedPosition from) {
    long remaining = remaining();
    if (remaining <= 0) {
      result.complete(FeedPage.empty(from));
      return;
    }
    Wait wait = new Wait(from);
    if (!tools.tail().add(wait)) {
      again(from);
      return;
    }
    try {
      wait.timeout = tools.timer().schedule(wait::end, remaining, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      stop();
    }
    if (result.isDone()) {
      wait.end();
    }
  }

  private void fail(Throwable failure) {
    result.completeExceptionally(problem(failure));
  }

  private ProblemException problem(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known;
      case PartitionReader.ExpiredException _ ->
          new ProblemException(ErrorCode.FEED_POSITION_EXPIRED);
      case PageBuilder.NewerRecordException _ ->
          StatusFeed.unavailable(
              "A newer release wrote the next changes; this api is updated soon.");
      case KafkaException kafka -> {
        tools.failed(kafka);
        yield StatusFeed.unavailable("Kafka cannot be read at the moment.");
      }
      default -> {
        LOG.error("Changes of states cannot be read", failure);
        yield new ProblemException(ErrorCode.INTERNAL_ERROR);
      }
    };
  }

  /** Ends it now, with what has been read so far. */
  void stop() {
    FeedPosition read = position;
    if (read == null) {
      result.completeExceptionally(new ProblemException(ErrorCode.OVERLOADED));
    } else {
      result.complete(FeedPage.empty(read));
    }
  }

  /** Waits at the end of a partition. */
  private final class Wait implements FeedTail.Waiter {
    private final FeedPosition from;
    private volatile @Nullable ScheduledFuture<?> timeout;

    Wait(FeedPosition from) {
      this.from = from;
    }

    @Override
    public String tenant() {
      return tenant;
    }

    @Override
    public int partition() {
      return from.partition();
    }

    @Override
    public long offset() {
      return from.offset();
    }

    @Override
    public void wake(long offset) {
      cancel();
      FeedPosition next = from(offset);
      position = next;
      run(reader -> read(reader, next));
    }

    @Override
    public void fail() {
      cancel();
      result.completeExceptionally(StatusFeed.unavailable("Kafka cannot be read at the moment."));
    }

    void end() {
      result.complete(FeedPage.empty(from(tools.tail().remove(this))));
    }

    private FeedPosition from(long offset) {
      return offset > from.offset()
          ? new FeedPosition(from.topic(), from.partition(), offset, 0)
          : from;
    }

    private void cancel() {
      ScheduledFuture<?> scheduled = timeout;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }
  }
}
