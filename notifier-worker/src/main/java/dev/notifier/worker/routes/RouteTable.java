package dev.notifier.worker.routes;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.util.Comparator;
import java.util.function.LongSupplier;

/**
 * The current routes by name, without passwords. {@link #get} is fast enough for every iteration of
 * a bind's loop. Thread-safe.
 */
public final class RouteTable extends TopicTable<RouteRecord> {
  /**
   * @param nanoTime a monotonic clock
   */
  public RouteTable(KafkaClients clients, LongSupplier nanoTime) {
    super(
        clients,
        TableDefinition.of(
            Topics.ROUTES, RouteRecord.FORMAT, Comparator.comparingInt(RouteRecord::version)),
        nanoTime);
  }
}
