package dev.notifier.worker.submit;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import org.apache.kafka.common.TopicPartition;

/**
 * One session of one route.
 *
 * @param slot its partition of the binds topic
 * @param session from 0; its partition of the route's submit topics
 */
public record Bind(int slot, String route, int session) {
  /** The transactional id: taking over a bind fences its former owner. */
  String transactionalId() {
    return "submit-" + route + "-" + session;
  }

  TopicPartition journal() {
    return new TopicPartition(Topics.BINDS, slot);
  }

  TopicPartition lane(Lane lane) {
    return new TopicPartition(Topics.submit(route, lane), session);
  }

  @Override
  public String toString() {
    return route + "/" + session;
  }
}
