package dev.notifier.store.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The messages that wait for a time. They are released at least once each: a row stays until plan
 * has planned its event again. The clock is that of PostgreSQL. Thread-safe.
 */
public final class DeferredStore {
  /** A release that plan has not read by then is repeated. */
  static final Duration LEASE = Duration.ofMinutes(1);

  /** The most batches that have a share each time, if more are due. */
  private static final int MAX_BATCHES = 8;

  /** Before all others. */
  private static final UUID NO_BATCH = new UUID(0, 0);

  private final NamedParameterJdbcTemplate jdbc;

  /** The batch of each lane that had the last share. */
  private final Map<Lane, UUID> served = new ConcurrentHashMap<>();

  public DeferredStore(DataSource dataSource) {
    jdbc = new NamedParameterJdbcTemplate(dataSource);
  }

  /**
   * A released message. Contains personal data.
   *
   * @param number of its release, from 1
   * @param key of the record of its event; may be null
   * @param value of the record
   */
  @SuppressWarnings("ArrayRecordComponent") // They are passed on and never compared.
  public record Released(
      UUID notification,
      int number,
      Lane lane,
      Instant dueAt,
      byte @Nullable [] key,
      byte[] value) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Released[" + notification + ", " + number + "]";
    }
  }

  /** What waits for a time together, and how long until the first of it is due. */
  private record Queue(Kind kind, @Nullable UUID batch, double seconds) {
    enum Kind {
      OTHERS,
      BATCH,
      ENDS
    }

    boolean isDue() {
      return seconds <= 0;
    }
  }

  /**
   * Takes messages of a lane that are due, so that no other worker takes them for a minute. The
   * messages without a batch have a share, and so has what ends, and each of some batches, which
   * are others the next time. Lines of a paused batch are taken only if they end.
   *
   * @return in the order in which they are due
   */
  public List<Released> lease(Lane lane, int maxRows) {
    List<Queue> due = queues(lane).stream().filter(Queue::isDue).toList();
    List<Released> taken = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      int share = Math.ceilDiv(maxRows - taken.size(), due.size() - i);
      if (share == 0) {
        break;
      }
      Queue queue = due.get(i);
      taken.addAll(lease(lane, queue, share));
      if (queue.batch() != null) {
        served.put(lane, queue.batch());
      }
    }
    taken.sort(Comparator.comparing(Released::dueAt).thenComparing(Released::notification));
    return taken;
  }

  private List<Released> lease(Lane lane, Queue queue, int maxRows) {
    String sql =
        switch (queue.kind()) {
          case OTHERS -> DeferredQueues.LEASE_OTHERS;
          case BATCH -> DeferredQueues.LEASE_BATCH;
          case ENDS -> DeferredQueues.LEASE_ENDS;
        };
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("lane", lane.name());
    parameters.put("batch", queue.batch());
    parameters.put("rows", maxRows);
    parameters.put("lease", LEASE.toSeconds() + " seconds");
    return jdbc.query(sql, parameters, (row, _) -> released(row));
  }

  /** How long it takes until a message of these lanes is due; null if none waits. */
  public @Nullable Duration untilNext(Collection<Lane> lanes) {
    return lanes.stream()
        .flatMap(lane -> queues(lane).stream())
        .map(queue -> Duration.ofMillis((long) Math.ceil(queue.seconds() * 1000)))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The batches come last, in the order in which they have their share. */
  private List<Queue> queues(Lane lane) {
    return jdbc.query(
        DeferredQueues.QUEUES,
        Map.of(
            "lane",
            lane.name(),
            "batches",
            MAX_BATCHES,
            "served",
            served.getOrDefault(lane, NO_BATCH)),
        (row, _) ->
            new Queue(
                Queue.Kind.valueOf(row.getString("kind")),
                row.getObject("batch_id", UUID.class),
                row.getDouble("seconds")));
  }

  /**
   * For how long a message has been due that is not planned again yet; zero if there is none. What
   * a paused batch holds is not due until it ends.
   */
  public Duration oldestDue() {
    return Arrays.stream(Lane.values())
        .map(this::oldestDue)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Duration oldestDue(Lane lane) {
    Double seconds =
        jdbc.query(
            DeferredQueues.OLDEST,
            Map.of("lane", lane.name()),
            rows -> rows.next() ? rows.getObject(1, Double.class) : null);
    return seconds == null || seconds <= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) (seconds * 1000));
  }

  private static Released released(ResultSet row) throws SQLException {
    return new Released(
        row.getObject("notification_id", UUID.class),
        row.getInt("release"),
        Lane.valueOf(row.getString("lane")),
        PgInstants.get(row, "due_at"),
        row.getBytes("record_key"),
        row.getBytes("record_value"));
  }
}
