package dev.notifier.worker.testing;

import dev.notifier.contracts.TopicPlan;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.kafka.TopicSetup;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The topics of the line on a test's broker, made as the worker makes them. */
public final class LineTopics {
  private LineTopics() {}

  /** Makes all topics of the line, for routes with so many sessions at most. */
  public static void create(TestKafka kafka, Map<String, Integer> maxSessionsByRoute) {
    setup(kafka).ensure(TopicPlan.line(maxSessionsByRoute));
  }

  /** The worker's own way to make topics. */
  public static TopicSetup setup(TestKafka kafka) {
    return new TopicSetup(kafka.admin(), wait -> LockSupport.parkNanos(wait.toNanos()), 0);
  }
}
