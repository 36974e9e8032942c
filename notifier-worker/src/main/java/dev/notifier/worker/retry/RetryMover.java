package dev.notifier.worker.retry;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopDefinition;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.loop.TransactionalLoop;
import dev.notifier.worker.routes.SessionRoundRobin;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Moves records of the retry topics back to their submit lanes, unchanged, each once, when the
 * topic's time has passed since Kafka took them. Thread-safe.
 */
public final class RetryMover {
  private static final String NAME = "retry-mover";
  private static final int MAX_BATCH_RECORDS = 200;

  /** Little of each topic is read ahead, so that an urgent record is behind few others. */
  private static final int READ_AHEAD_OCTETS = 64 << 10;

  private final TransactionalLoop loop;

  /**
   * @param sessionsOf how many sessions share a route's messages at present
   */
  public RetryMover(LoopContext tools, LoopSettings settings, ToIntFunction<String> sessionsOf) {
    LoopDefinition plan =
        new LoopDefinition(
            NAME,
            Topics.GROUP_RETRY_MOVER,
            List.copyOf(RetryTopic.byName().keySet()),
            ReadSettings.atOnce(settings.sessionTimeout(), MAX_BATCH_RECORDS)
                .withReadAhead(READ_AHEAD_OCTETS),
            partition ->
                NAME + "-" + RetryTopic.shortName(partition.topic()) + "-" + partition.partition(),
            settings.trimPeriod());
    this.loop =
        new TransactionalLoop(
            plan,
            tools,
            new RetryMoveHandler(new SessionRoundRobin(sessionsOf), tools.clock(), tools.meters()));
  }

  public void start() {
    loop.start();
  }

  /** Lets the batch in hand end; returns whether it did within the budget. */
  public boolean stop(Duration budget) {
    return loop.stop(budget);
  }

  /** How it is doing. */
  public LoopStatus status() {
    return loop.status();
  }
}
