package dev.notifier.api.access;

import dev.notifier.api.security.TenantStates;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys and tenants in memory, as on their topics and, where it is newer, in PostgreSQL.
 * Thread-safe.
 */
public final class AccessTables implements AutoCloseable, TenantStates {
  /** No version makes a revoked key valid again. */
  private static final Comparator<KeyRecord> KEY_ORDER =
      Comparator.comparing((KeyRecord key) -> key.revokedAt() != null)
          .thenComparingInt(KeyRecord::version);

  private final TopicTable<KeyRecord> keys;
  private final TopicTable<TenantRecord> tenants;
  private final Age age;
  private final LongSupplier nanos;
  private final long startedAt;

  /** When a table was last complete. */
  interface Age {
    /** How long ago; null if it never was. */
    @Nullable Duration of(TopicTable<?> table);
  }

  /**
   * @param nanos a monotonic clock
   */
  public AccessTables(KafkaClients clients, LongSupplier nanos) {
    this(clients, nanos, TopicTable::age);
  }

  /** For tests without Kafka. */
  AccessTables(KafkaClients clients, LongSupplier nanos, Age age) {
    this.keys =
        new TopicTable<>(
            clients, TableDefinition.of(Topics.KEYS, KeyRecord.FORMAT, KEY_ORDER), nanos);
    this.tenants =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.TENANTS,
                TenantRecord.FORMAT,
                Comparator.comparingInt(TenantRecord::version)),
            nanos);
    this.age = age;
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

  @Override
  public State of(String tenant) {
    String owner =
        TenantRecord.isShadow(tenant)
            ? tenant.substring(0, tenant.length() - Tenants.TEST_END.length())
            : tenant;
    if (Tenants.isNational(owner)) {
      return State.ACTIVE;
    }
    TenantRecord known = tenants.get(owner);
    if (known != null && known.suspended()) {
      return State.SUSPENDED;
    }
    if (age.of(tenants) == null) {
      return State.UNREAD;
    }
    return known == null ? State.UNKNOWN : State.ACTIVE;
  }

  /** Whether a tenant exists; the national one always does. */
  public boolean isKnown(String tenant) {
    return Tenants.isNational(tenant) || tenants.get(tenant) != null;
  }

  /** The monthly quota of a tenant in segments; null if it has none. Test tenants have none. */
  public @Nullable Long monthlySegments(String tenant) {
    TenantRecord known = tenants.get(tenant);
    return known == null ? null : known.monthlySegments();
  }

  /** The monthly quotas of all tenants that have one. */
  public Map<String, Long> monthlySegments() {
    Map<String, Long> quotas = new HashMap<>();
    for (TenantRecord tenant : tenants.values()) {
      Long quota = tenant.monthlySegments();
      if (quota != null) {
        quotas.put(tenant.id(), quota);
      }
    }
    return quotas;
  }

  /** Whether any tenant may send advertising. */
  public boolean anySendsAdvertising() {
    return tenants.values().stream().anyMatch(TenantRecord::maySendAdvertising);
  }

  TopicTable<KeyRecord> keys() {
    return keys;
  }

  TopicTable<TenantRecord> tenants() {
    return tenants;
  }

  /**
   * Whether both topics were read to their ends once since the start. Before, an old version of a
   * key may be in memory that was revoked later, and an unknown key may be right.
   */
  boolean isComplete() {
    return age.of(keys) != null && age.of(tenants) != null;
  }

  /**
   * How long ago a change of others may have been missed. Until the topics were read, counts from
   * the start.
   */
  Duration age() {
    Duration sinceStart = Duration.ofNanos(nanos.getAsLong() - startedAt);
    return max(orElse(age.of(keys), sinceStart), orElse(age.of(tenants), sinceStart));
  }

  private static Duration orElse(@Nullable Duration age, Duration other) {
    return age == null ? other : age;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
