package dev.notifier.api.routes;

import dev.notifier.api.publication.PublishedVersions;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard on the topics of routes and sessions. Keeps it when Kafka is away, and then
 * says that it is stale. The same may be told again, in any order. Thread-safe.
 */
public final class RouteStatusCache {
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);

  private final Map<String, SessionRecord> sessions = new ConcurrentHashMap<>();
  private final PublishedVersions versions = new PublishedVersions();
  private final LongSupplier nanos;
  private volatile @Nullable Long readUpTo;

  /**
   * @param nanos a clock that never goes back
   */
  public RouteStatusCache(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Takes a record of the routes' topic.
   *
   * @param value null when the key was deleted
   */
  public void routeTold(String name, byte @Nullable [] value) {
    versions.told(name, value == null ? null : RecordJson.read(value, RouteRecord.class).version());
  }

  /**
   * Takes a record of the sessions' topic.
   *
   * @param value null when the key was deleted
   */
  public void sessionTold(String key, byte @Nullable [] value) {
    if (value == null) {
      sessions.remove(key);
      return;
    }
    SessionRecord told = RecordJson.read(value, SessionRecord.class);
    sessions.merge(key, told, (known, other) -> known.at().isAfter(other.at()) ? known : other);
  }

  /** Takes that everything was told that stood on the topics at this time of the clock. */
  public void knowsAllOf(long nanoTime) {
    readUpTo = nanoTime;
  }

  /** The sessions of a route, in order. */
  List<SessionRecord> sessions(String route) {
    return sessions.values().stream()
        .filter(each -> each.route().equals(route))
        .sorted(Comparator.comparingInt(SessionRecord::session))
        .toList();
  }

  /** Whether what is here may be old: nobody knows what was said for some time. */
  boolean isStale() {
    Long known = readUpTo;
    return known == null || nanos.getAsLong() - known > STALE_AFTER.toNanos();
  }

  /** Whether the topic of routes ends with an older version of this one, or has none. */
  public boolean lacks(RouteRecord route) {
    return versions.lacks(route.name(), route.version());
  }
}
