package dev.notifier.worker.testing;

import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.testing.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Creates the topics of the pipeline on a test's broker, as the worker does. */
public final class PipelineTopics {
  private PipelineTopics() {}

  /** Creates all topics. */
  public static void create(TestKafka kafka, Map<String, Integer> maxSessionsByRoute) {
    creator(kafka).ensure(TopicSettings.pipeline(maxSessionsByRoute));
    creator(kafka).ensure(List.of(TopicSettings.auditHeads()));
  }

  /** The topic creator that the worker uses. */
  public static TopicCreator creator(TestKafka kafka) {
    return new TopicCreator(kafka.admin(), wait -> LockSupport.parkNanos(wait.toNanos()), 0);
  }
}
