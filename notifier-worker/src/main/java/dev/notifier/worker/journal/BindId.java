package dev.notifier.worker.journal;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import org.apache.kafka.common.TopicPartition;

/**
 * One session of one route.
 *
 * @param slot the partition of the binds topic that is its journal
 * @param session from 0; its partition of the route's submit topics
 */
public record BindId(int slot, String route, int session) {
  /** The transactional id of its owner; a new owner fences the former one. */
  public String transactionalId() {
    return "submit-" + route + "-" + session;
  }

  public TopicPartition journalPartition() {
    return new TopicPartition(Topics.BINDS, slot);
  }

  public TopicPartition lanePartition(Lane lane) {
    return new TopicPartition(Topics.submit(route, lane), session);
  }

  @Override
  public String toString() {
    return route + "/" + session;
  }
}
