package dev.notifier.api.access;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys and tenants in memory, as on their topics and, where it is newer, in PostgreSQL.
 * Thread-safe.
 */
public final class AccessTables implements AutoCloseable {
  private final TopicTable<KeyRecord> keys;
  private final TopicTable<TenantRecord> tenants;
  private final LongSupplier nanos;
  private final long startedAt;

  /**
   * @param nanos a monotonic clock
   */
  public AccessTables(KafkaClients clients, LongSupplier nanos) {
    this.keys =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.KEYS, KeyRecord.FORMAT, Comparator.comparingInt(KeyRecord::version)),
            nanos);
    this.tenants =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.TENANTS,
                TenantRecord.FORMAT,
                Comparator.comparingInt(TenantRecord::version)),
            nanos);
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
  }

  /** Starts reading. Called once. */
  public void start() {
    keys.start();
    tenants.start();
  }

  @Override
  public void close() {
    keys.close();
    tenants.close();
  }

  TopicTable<KeyRecord> keys() {
    return keys;
  }

  TopicTable<TenantRecord> tenants() {
    return tenants;
  }

  /** Whether both topics were read to their ends once, so that an unknown key is wrong. */
  boolean isComplete() {
    return keys.age() != null && tenants.age() != null;
  }

  /**
   * How long ago a change of others may have been missed. Until the topics were read, counts from
   * the start: what PostgreSQL had then is known.
   */
  Duration age() {
    Duration sinceStart = Duration.ofNanos(nanos.getAsLong() - startedAt);
    return max(orElse(keys.age(), sinceStart), orElse(tenants.age(), sinceStart));
  }

  private static Duration orElse(@Nullable Duration age, Duration other) {
    return age == null ? other : age;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
