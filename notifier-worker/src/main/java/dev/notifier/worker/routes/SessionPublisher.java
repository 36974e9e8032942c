package dev.notifier.worker.routes;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;

/**
 * Tells everybody what the sessions of this worker do. Never blocks its caller; while Kafka is away
 * only the last word of each session waits. Thread-safe.
 */
public final class SessionPublisher implements AutoCloseable {
  private final CompactedTopicPublisher latest;

  public SessionPublisher(KafkaClients clients) {
    latest = new CompactedTopicPublisher(clients, Topics.SESSIONS);
  }

  /** Starts the sending; once. */
  public void start() {
    latest.start();
  }

  /** Takes a session's latest word and returns at once. */
  public void publish(SessionRecord session) {
    latest.publish(session.key(), RecordJson.write(session));
  }

  /** Sends what waits, within two seconds, and ends. */
  @Override
  public void close() {
    latest.close();
  }
}
