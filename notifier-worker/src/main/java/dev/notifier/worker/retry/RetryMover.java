package dev.notifier.worker.retry;

import dev.notifier.contracts.Topics;
import dev.notifier.worker.kafka.LoopPlan;
import dev.notifier.worker.kafka.LoopSettings;
import dev.notifier.worker.kafka.LoopStatus;
import dev.notifier.worker.kafka.LoopTools;
import dev.notifier.worker.kafka.Reading;
import dev.notifier.worker.kafka.SessionSpread;
import dev.notifier.worker.kafka.TransactionalLoop;
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
  public RetryMover(LoopTools tools, LoopSettings settings, ToIntFunction<String> sessionsOf) {
    LoopPlan plan =
        new LoopPlan(
            NAME,
            Topics.GROUP_MOVER,
            List.copyOf(RetryTopic.byName().keySet()),
            Reading.atOnce(settings.sessionTimeout(), MAX_BATCH_RECORDS)
                .withReadAhead(READ_AHEAD_OCTETS),
            partition ->
                NAME + "-" + RetryTopic.shortName(partition.topic()) + "-" + partition.partition(),
            settings.trimPeriod());
    this.loop =
        new TransactionalLoop(
            plan,
            tools,
            new MoveHandler(new SessionSpread(sessionsOf), tools.clock(), tools.meters()));
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
