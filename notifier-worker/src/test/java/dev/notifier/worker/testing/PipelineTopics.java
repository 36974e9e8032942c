package dev.notifier.worker.testing;

import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.testing.TestKafka;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The topics of the line on a test's broker, made as the worker makes them. */
public final class PipelineTopics {
  private PipelineTopics() {}

  /** Makes all topics of the line, for routes with so many sessions at most. */
  public static void create(TestKafka kafka, Map<String, Integer> maxSessionsByRoute) {
    setup(kafka).ensure(TopicSettings.pipeline(maxSessionsByRoute));
  }

  /** The worker's own way to make topics. */
  public static TopicCreator setup(TestKafka kafka) {
    return new TopicCreator(kafka.admin(), wait -> LockSupport.parkNanos(wait.toNanos()), 0);
  }
}
