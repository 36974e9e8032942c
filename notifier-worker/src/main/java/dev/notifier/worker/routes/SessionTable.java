package dev.notifier.worker.routes;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every session of every worker last said of itself. Keeps the last known when Kafka is away;
 * then no session counts as living after {@value SessionRecord#STALE_SECONDS} s. Thread-safe.
 */
public final class SessionTable implements AutoCloseable {
  private static final Comparator<SessionRecord> IN_ORDER =
      Comparator.comparing(SessionRecord::route).thenComparingInt(SessionRecord::session);

  private final Map<String, SessionRecord> sessions = new ConcurrentHashMap<>();
  private final CompactedTopicReader reader;

  /**
   * @param nanoTime a clock that never goes back
   */
  public SessionTable(KafkaClients clients, LongSupplier nanoTime) {
    reader = new CompactedTopicReader(clients, Topics.SESSIONS, this::told, nanoTime);
  }

  /** Starts the reading; once. */
  public void start() {
    reader.start();
  }

  /**
   * Waits until all is known that sessions have said up to now.
   *
   * @throws CompactedTopicReader.NotReadException when that took longer; its message says what to
   *     do
   */
  public void readToEnd(Duration within) throws InterruptedException {
    reader.readToEnd(within);
  }

  /** The sessions of a route that messages may be handed to, in order. */
  public List<Integer> living(String route, Instant now) {
    return sessions.values().stream()
        .filter(each -> each.route().equals(route) && each.isLive(now))
        .map(SessionRecord::session)
        .sorted()
        .toList();
  }

  /** The last word of each session that ever was, by route and session. */
  public List<SessionRecord> all() {
    return sessions.values().stream().sorted(IN_ORDER).toList();
  }

  /** How long ago all that sessions had said was known; null when it never was. */
  public @Nullable Duration sinceEnd() {
    return reader.sinceEnd();
  }

  /** Why the topic cannot be read, in words; null while it can. */
  public @Nullable String trouble() {
    return reader.trouble();
  }

  @Override
  public void close() {
    reader.close();
  }

  void told(String key, byte @Nullable [] value) {
    if (value == null) {
      sessions.remove(key);
      return;
    }
    SessionRecord told = RecordJson.read(value, SessionRecord.class);
    sessions.merge(key, told, (known, other) -> known.at().isAfter(other.at()) ? known : other);
  }
}
