package dev.notifier.worker.testing;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.testing.TestKafka;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Creates the topics of the pipeline on a test's broker, as the worker does. */
public final class PipelineTopics {
  private PipelineTopics() {}

  /** Creates the topics that do not exist. */
  public static void create(TestKafka kafka, Map<String, Integer> maxSessionsByRoute) {
    creator(kafka).ensure(all(maxSessionsByRoute));
  }

  /**
   * Creates all topics for a test that needs them to be empty, and deletes all others. A broker
   * that is shared keeps those that no test has written to, because most of a broker's time would
   * be spent on them.
   */
  public static TestKafka renew(TestKafka kafka, Map<String, Integer> maxSessionsByRoute) {
    List<TopicSettings> topics = all(maxSessionsByRoute);
    Map<String, Integer> partitions =
        topics.stream().collect(Collectors.toMap(TopicSettings::name, TopicSettings::partitions));
    try {
      Set<String> kept = kafka.deleteTopicsExcept(partitions);
      creator(kafka).ensure(topics.stream().filter(each -> !kept.contains(each.name())).toList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return kafka;
  }

  /** Creates the topics of a route. */
  public static void createLanes(TestKafka kafka, String route, int sessions) {
    Set<String> lanes =
        Arrays.stream(Lane.values())
            .map(lane -> Topics.submit(route, lane))
            .collect(Collectors.toSet());
    creator(kafka)
        .ensure(
            TopicSettings.pipeline(Map.of(route, sessions)).stream()
                .filter(each -> lanes.contains(each.name()))
                .toList());
  }

  private static List<TopicSettings> all(Map<String, Integer> maxSessionsByRoute) {
    List<TopicSettings> topics = new ArrayList<>(TopicSettings.pipeline(maxSessionsByRoute));
    topics.add(TopicSettings.auditHeads());
    return topics;
  }

  /** The topic creator that the worker uses. */
  public static TopicCreator creator(TestKafka kafka) {
    return new TopicCreator(kafka.admin(), wait -> LockSupport.parkNanos(wait.toNanos()), 0);
  }
}
