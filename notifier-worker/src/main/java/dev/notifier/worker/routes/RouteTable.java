package dev.notifier.worker.routes;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The routes as they are in force, without passwords. A version never gives way to an older one,
 * however often and in which order records come. Keeps the last known when Kafka is away.
 * Thread-safe; {@link #current} is fast enough for every turn of a loop.
 */
public final class RouteTable implements AutoCloseable {
  private final Map<String, RouteRecord> current = new ConcurrentHashMap<>();

  /** What the topic says last, be it older: a reader that starts now would believe that. */
  private final Map<String, Integer> published = new ConcurrentHashMap<>();

  private final CompactedTopicReader reader;

  /**
   * @param nanoTime a clock that never goes back
   */
  public RouteTable(KafkaClients clients, LongSupplier nanoTime) {
    reader = new CompactedTopicReader(clients, Topics.ROUTES, this::told, nanoTime);
  }

  /** Starts the reading; once. */
  public void start() {
    reader.start();
  }

  /**
   * Waits until all routes are known that are published now.
   *
   * @throws CompactedTopicReader.NotReadException when that took longer; its message says what to
   *     do
   */
  public void readToEnd(Duration within) throws InterruptedException {
    reader.readToEnd(within);
  }

  /**
   * Takes what PostgreSQL says at the start: it may be newer than what is published yet, and on the
   * first start of all nothing is.
   */
  public void learn(RouteRecord stored) {
    current.merge(
        stored.name(), stored, (known, other) -> known.version() > other.version() ? known : other);
  }

  /** A route, or null when none of this name is known. */
  public @Nullable RouteRecord current(String name) {
    return current.get(name);
  }

  /** All routes by name. */
  public Map<String, RouteRecord> all() {
    return Map.copyOf(current);
  }

  /** How long ago all that was published was known; null when it never was. */
  public @Nullable Duration sinceEnd() {
    return reader.sinceEnd();
  }

  /** Why the topic cannot be read, in words; null while it can. */
  public @Nullable String trouble() {
    return reader.trouble();
  }

  /** Whether the topic ends with another version of this route. */
  boolean lacks(RouteRecord route) {
    Integer version = published.get(route.name());
    return version == null || version < route.version();
  }

  @Override
  public void close() {
    reader.close();
  }

  void told(String name, byte @Nullable [] value) {
    if (value == null) {
      current.remove(name);
      published.remove(name);
      return;
    }
    RouteRecord told = RecordJson.read(value, RouteRecord.class);
    published.put(name, told.version());
    learn(told);
  }
}
