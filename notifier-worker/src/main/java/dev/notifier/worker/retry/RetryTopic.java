package dev.notifier.worker.retry;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/** A retry topic: the lane of its records, and how long they wait. */
record RetryTopic(Lane lane, RetryDelay delay) {
  private static final String PREFIX = "notifier.retry.";

  /** All retry topics by name: urgent lanes first, then short delays first. */
  static Map<String, RetryTopic> byName() {
    Map<String, RetryTopic> topics = new LinkedHashMap<>();
    for (Lane lane : Lane.values()) {
      for (RetryDelay delay : RetryDelay.values()) {
        topics.put(Topics.retry(lane, delay), new RetryTopic(lane, delay));
      }
    }
    return topics;
  }

  /** The name of the topic without the common prefix. */
  static String shortName(String topic) {
    return topic.substring(PREFIX.length());
  }
}
