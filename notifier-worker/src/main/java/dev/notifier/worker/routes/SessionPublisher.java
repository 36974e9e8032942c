package dev.notifier.worker.routes;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.table.CompactedTopicPublisher;

/**
 * Publishes the statuses of this worker's sessions. Never blocks; while Kafka is unavailable it
 * keeps the latest status of each session. Thread-safe.
 */
public final class SessionPublisher {
  private final CompactedTopicPublisher publisher;

  public SessionPublisher(CompactedTopicPublisher publisher) {
    this.publisher = publisher;
  }

  /** Publishes the latest status of a session and returns immediately. */
  public void publish(SessionRecord session) {
    publisher.publish(Topics.SESSIONS, session.key(), session);
  }
}
