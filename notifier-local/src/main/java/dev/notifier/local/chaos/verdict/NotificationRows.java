package dev.notifier.local.chaos.verdict;

import dev.notifier.contracts.Lane;
import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.posting.MarkedNumber;
import dev.notifier.store.counters.CounterCheck;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads the notifications of the run from PostgreSQL. Not thread-safe. */
public final class NotificationRows implements AutoCloseable {
  private static final String ALL =
      "select event_id, phone, state, reason, possible_duplicate from notifications where source = ?";

  /** What is retried has a reason to wait, and so has what was accepted during a fault. */
  private static final String LANES =
      "select lane, count(*) as planned, count(*) filter (where accepted_at > ?"
          + " and state in ('ACCEPTED', 'DEFERRED', 'PLANNED') and attempt = 1 and not coalesce("
          + MarkedNumber.SQL
          + ", false)) as overdue from notifications where source = ? and accepted_at <= ?"
          + " group by lane";

  /** As the plan stage stores it. */
  private static final String URGENT_LANE = "'" + Lane.URGENT.name() + "'";

  private static final String OTHERS =
      "select count(submitted_at) from notifications where source = ? and lane <> " + URGENT_LANE;

  private static final String URGENT =
      "select accepted_at, submitted_at from notifications where source = ? and lane = "
          + URGENT_LANE;

  private static final Duration MAX_RUN = Duration.ofDays(7);

  private static final int FETCH_SIZE = 2_000;

  private final Connection connection;
  private final String source;

  public NotificationRows(Target.Database database, String source) throws SQLException {
    this.connection = database.connect();
    this.source = source;
  }

  /**
   * One notification.
   *
   * @param number the phone number as the simulator writes it: without a plus
   */
  public record Row(
      String eventId, String number, String state, String reason, boolean possibleDuplicate) {
    boolean isInProgress() {
      return NotificationStates.IN_PROGRESS.contains(state);
    }

    @Override
    public String toString() {
      return "Row[" + eventId + " " + state + " " + reason + "]";
    }
  }

  /** Receives rows one by one. */
  public interface RowConsumer {
    void accept(Row row) throws IOException, InterruptedException;
  }

  public NotificationStates states() throws SQLException {
    return NotificationStates.query(connection, source);
  }

  /**
   * What the counters of notifications lack, compared with a full count; empty if they are exact.
   *
   * @param begun when the run began
   */
  public List<@Nullable String> counterDifferences(Instant begun) {
    return new CounterCheck(new SingleConnectionDataSource(connection, true))
        .differences(
            begun.truncatedTo(ChronoUnit.HOURS), begun.plus(MAX_RUN).truncatedTo(ChronoUnit.HOURS));
  }

  public void forEach(RowConsumer consumer) throws SQLException, IOException, InterruptedException {
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(ALL)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          consumer.accept(read(row));
        }
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * The events accepted up to this time, by lane.
   *
   * @param faultEnd what was accepted before may wait for a retry
   */
  public Map<Lane, ProgressCheck.LaneCounts> lanes(Instant until, Instant faultEnd)
      throws SQLException {
    try (var statement = connection.prepareStatement(LANES)) {
      statement.setTimestamp(1, Timestamp.from(faultEnd));
      statement.setString(2, source);
      statement.setTimestamp(3, Timestamp.from(until));
      try (var row = statement.executeQuery()) {
        var lanes = new EnumMap<Lane, ProgressCheck.LaneCounts>(Lane.class);
        while (row.next()) {
          lanes.put(
              Lane.valueOf(row.getString("lane").toUpperCase(Locale.ROOT)),
              new ProgressCheck.LaneCounts(row.getLong("planned"), row.getLong("overdue")));
        }
        return lanes;
      }
    }
  }

  /** The times of all urgent messages. */
  public List<UrgentProbe.Times> urgentTimes() throws SQLException {
    try (var statement = connection.prepareStatement(URGENT)) {
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        var times = new ArrayList<UrgentProbe.Times>();
        while (row.next()) {
          times.add(
              new UrgentProbe.Times(
                  row.getTimestamp("accepted_at").toInstant(),
                  instant(row.getTimestamp("submitted_at"))));
        }
        return times;
      }
    }
  }

  /** How many messages of the other lanes were submitted. */
  public long othersSubmitted() throws SQLException {
    try (var statement = connection.prepareStatement(OTHERS)) {
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("event_id"),
        text(row, "phone").replace("+", ""),
        row.getString("state"),
        text(row, "reason"),
        row.getBoolean("possible_duplicate"));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
