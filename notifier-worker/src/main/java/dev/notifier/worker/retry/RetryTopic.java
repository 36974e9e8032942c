package dev.notifier.worker.retry;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/** A retry topic: whose records it holds and for how long. */
record RetryTopic(Lane lane, RetryDelay delay) {
  private static final String PREFIX = "notifier.retry.";

  /** All of them by name, urgent first and short delays first. */
  static Map<String, RetryTopic> byName() {
    Map<String, RetryTopic> topics = new LinkedHashMap<>();
    for (Lane lane : Lane.values()) {
      for (RetryDelay delay : RetryDelay.values()) {
        topics.put(Topics.retry(lane, delay), new RetryTopic(lane, delay));
      }
    }
    return topics;
  }

  /** The topic's name without what all have in common. */
  static String shortName(String topic) {
    return topic.substring(PREFIX.length());
  }
}
