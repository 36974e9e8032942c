package dev.notifier.kafka.table;

import dev.notifier.contracts.RecordJson;
import dev.notifier.kafka.clients.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table in memory that follows a compacted topic. The newest value of a key wins, even if records
 * arrive twice or out of order. While Kafka is unavailable the table keeps its values, and {@link
 * #isStale} reports their age. Thread-safe; reading a value is one map access.
 */
public class TopicTable<V> implements AutoCloseable {
  private final TableDefinition<V> definition;
  private final TableListener<V> listener;
  private final CompactedTopicReader reader;
  private static final Logger LOG = LoggerFactory.getLogger(TopicTable.class);

  /** Why the last record of a key cannot be used, if a newer release wrote it. */
  private final Map<String, String> newer = new ConcurrentHashMap<>();

  private final Map<String, V> newest = new ConcurrentHashMap<>();

  /**
   * The last record of each key, even if it is older than the newest value: a program that starts
   * now would use it.
   */
  private final Map<String, V> published = new ConcurrentHashMap<>();

  /**
   * The keys whose last record does not count, although the topic has had our value. If they are
   * deleted, they must be deleted again.
   */
  private final Set<String> overwritten = ConcurrentHashMap.newKeySet();

  /**
   * @param nanoTime a monotonic clock
   */
  public TopicTable(KafkaClients clients, TableDefinition<V> definition, LongSupplier nanoTime) {
    this(clients, definition, nanoTime, (_, _) -> {});
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public TopicTable(
      KafkaClients clients,
      TableDefinition<V> definition,
      LongSupplier nanoTime,
      TableListener<V> listener) {
    this.definition = definition;
    this.listener = listener;
    this.reader =
        new CompactedTopicReader(
            clients,
            definition.topic(),
            new CompactedTopicReader.Listener() {
              @Override
              public void read(String key, byte @Nullable [] value) {
                apply(key, value);
              }

              @Override
              public void rejected(String key, boolean signed) {
                TopicTable.this.rejected(key, signed);
              }

              @Override
              public void reachedEnd() {
                listener.completed();
              }
            },
            nanoTime);
  }

  /** Starts reading. Called once. */
  public final void start() {
    reader.start();
  }

  /**
   * Waits until the table contains every record that is on the topic at the time of the call.
   *
   * @throws TopicNotReadException when that takes longer than the timeout; reading continues
   */
  public final void readToEnd(Duration timeout) throws InterruptedException {
    reader.readToEnd(timeout);
  }

  /**
   * Waits until the table was complete once since its start.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public final boolean awaitComplete(Duration timeout) throws InterruptedException {
    return reader.awaitEnd(timeout);
  }

  /** How many records were ignored because their signature was missing or wrong. */
  public final long rejected() {
    return reader.rejected();
  }

  /** How far the topic has been read, in words, without personal data. */
  public final String progress() {
    return reader.progress();
  }

  /** The newest value of a key, or null. */
  public final @Nullable V get(String key) {
    return newest.get(key);
  }

  /** The newest value of each key; a live view. */
  public final Collection<V> values() {
    return Collections.unmodifiableCollection(newest.values());
  }

  /** The keys for which {@link #isOnTopic} is true; a copy. */
  protected final Set<String> publishedKeys() {
    Set<String> keys = new HashSet<>(published.keySet());
    keys.addAll(overwritten);
    return keys;
  }

  /** Whether the topic has a value for the key, or had one that a record of others overwrote. */
  protected final boolean isOnTopic(String key) {
    return published.containsKey(key) || overwritten.contains(key);
  }

  /**
   * Adds a value from another source, unless the table has a newer one. At a start PostgreSQL may
   * be ahead of the topic.
   */
  public final void put(String key, V value) {
    newest.merge(
        key, value, (known, other) -> definition.order().compare(known, other) > 0 ? known : other);
  }

  /** Whether the topic's last record of this key is older than the value, or missing. */
  public final boolean isMissing(String key, V value) {
    V last = published.get(key);
    return last == null || definition.order().compare(last, value) < 0;
  }

  /** The topic's last record of this key, or null. */
  public final @Nullable V published(String key) {
    return published.get(key);
  }

  /**
   * Whether the topic's last record of this key is newer than the stored value, or differs from it
   * at the same version. PostgreSQL commits a change before it is published, so that happens only
   * after PostgreSQL was restored from a backup; or for a moment, because the value was read before
   * a change: a caller must check that the stored value is still the same.
   */
  public final boolean isAhead(String key, V value) {
    V last = published.get(key);
    if (last == null) {
      return false;
    }
    int order = definition.order().compare(last, value);
    // Compares what a reader of the topic would get, because PostgreSQL may change the form.
    return order > 0
        || (order == 0
            && !last.equals(definition.decoder().decode(key, RecordJson.write(value)).value()));
  }

  /** The time since the table was last complete; null if it never was. */
  public final @Nullable Duration age() {
    return reader.age();
  }

  /** Whether the table was last complete longer ago than the limit, or never. */
  public final boolean isStale(Duration limit) {
    Duration age = age();
    return age == null || age.compareTo(limit) > 0;
  }

  /** Why the topic cannot be read, without personal data; null while it can. */
  public final @Nullable String error() {
    String error = reader.error();
    if (error != null || newer.isEmpty()) {
      return error;
    }
    return definition.topic()
        + " has records of a newer release, and the last known values stay in use: "
        + newer.values().stream().findFirst().orElse("");
  }

  private void skip(String key, TableDefinition.DecodedValue<?> decoded) {
    LOG.warn(
        "Skipped a record that cannot be used: topic {}: {}",
        definition.topic(),
        decoded.problem());
    if (decoded.isNewer()) {
      newer.put(key, String.valueOf(decoded.problem()));
    }
  }

  /** Stops reading. The values remain. */
  @Override
  public void close() {
    reader.close();
  }

  /** A forged record of a key that we never had is not remembered: there may be any number. */
  private void rejected(String key, boolean signed) {
    if (published.remove(key) != null || signed) {
      overwritten.add(key);
    }
  }

  final void apply(String key, byte @Nullable [] bytes) {
    overwritten.remove(key);
    if (bytes == null) {
      newest.remove(key);
      published.remove(key);
      newer.remove(key);
      listener.changed(key, null);
      return;
    }
    TableDefinition.DecodedValue<? extends V> decoded = definition.decoder().decode(key, bytes);
    V value = decoded.value();
    if (value == null) {
      skip(key, decoded);
      return;
    }
    newer.remove(key);
    published.put(key, value);
    put(key, value);
    listener.changed(key, get(key));
  }
}
