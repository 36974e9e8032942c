package dev.notifier.worker.routes;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The latest status of each session of all workers. While Kafka is unavailable the statuses age,
 * and no session counts as live after {@value SessionRecord#STALE_SECONDS} s. Thread-safe.
 */
public final class SessionTable extends TopicTable<SessionRecord> {
  /**
   * @param nanoTime a monotonic clock
   */
  public SessionTable(KafkaClients clients, LongSupplier nanoTime) {
    super(
        clients,
        TableDefinition.of(
            Topics.SESSIONS, SessionRecord.FORMAT, Comparator.comparing(SessionRecord::at)),
        nanoTime);
  }

  /** The numbers of a route's sessions to which messages may fail over, ascending. */
  public List<Integer> liveSessions(String route, Instant now) {
    return values().stream()
        .filter(session -> session.route().equals(route) && session.isLive(now))
        .map(SessionRecord::session)
        .sorted()
        .toList();
  }
}
