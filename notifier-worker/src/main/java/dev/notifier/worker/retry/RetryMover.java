package dev.notifier.worker.retry;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopDefinition;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.loop.QueueTopic;
import dev.notifier.kafka.loop.TransactionalLoop;
import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.worker.routes.SessionRoundRobin;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * Moves records from the retry topics back to their submit lanes when the delay of the topic has
 * passed since Kafka stored them. Each record is moved once and unchanged. Thread-safe.
 */
public final class RetryMover {
  private static final String NAME = "retry-mover";
  private static final int MAX_BATCH_RECORDS = 200;

  /** A small read-ahead, so that few records are processed before an urgent one. */
  private static final int READ_AHEAD_BYTES = 64 << 10;

  private final TransactionalLoop loop;

  /**
   * @param sessionsOf the current number of sessions that share a route's messages
   */
  public RetryMover(LoopContext context, LoopSettings settings, ToIntFunction<String> sessionsOf) {
    LoopDefinition definition =
        new LoopDefinition(
            NAME,
            Topics.GROUP_RETRY_MOVER,
            RetryTopic.byName().entrySet().stream()
                .map(each ->
                    new QueueTopic(
                        each.getKey(), each.getValue().lane(), each.getValue().delay().delay()))
                .toList(),
            ReadSettings.immediate(settings.sessionTimeout(), MAX_BATCH_RECORDS)
                .withReadAhead(READ_AHEAD_BYTES),
            partition ->
                NAME + "-" + RetryTopic.shortName(partition.topic()) + "-" + partition.partition(),
            settings.trimPeriod(),
            Duration.ZERO,
            StoredStarts.NONE);
    this.loop =
        new TransactionalLoop(
            definition,
            context,
            new RetryMoveHandler(
                new SessionRoundRobin(sessionsOf),
                new ExistingTopics(context.admin())::exists,
                context.clock(),
                context.meters()));
  }

  public void start() {
    loop.start();
  }

  /** Lets the current batch finish. Returns whether it did within the timeout. */
  public boolean stop(Duration timeout) {
    return loop.stop(timeout);
  }

  public LoopStatus status() {
    return loop.status();
  }
}
