package dev.notifier.local.bench;

import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.counters.CounterStore.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Follows the progress of a run by the counters of its event type, which costs the database
 * nothing. The counters do not know the run: what they had before it is subtracted, and {@link
 * #recount} corrects what other messages have changed meanwhile. Not thread-safe.
 */
final class StoreMonitor implements AutoCloseable {
  private static final String TENANT = "default";

  /** The clocks of this machine and of the database may differ. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final Duration LONGEST_RUN = Duration.ofDays(30);

  private final Connection connection;
  private final CounterStore counters;
  private final String source;
  private final UUID firstId;
  private final Selection selection;
  private StateCounts others;

  StoreMonitor(Target.Database database, String source, Instant begun) throws SQLException {
    this.connection = database.connect();
    this.counters = new CounterStore(new SingleConnectionDataSource(connection, true));
    this.source = source;
    Instant from = begun.minus(MARGIN).truncatedTo(ChronoUnit.HOURS);
    this.firstId = firstId(begun);
    this.selection =
        new Selection(from, from.plus(LONGEST_RUN), TENANT, EventFactory.EVENT_TYPE, null, null);
    this.others = all();
  }

  /** The lowest id of a run that begins at this time; PostgreSQL reads only the days since. */
  static UUID firstId(Instant begun) {
    Instant from = begun.minus(MARGIN).truncatedTo(ChronoUnit.HOURS);
    return new UUID(from.toEpochMilli() << Short.SIZE, 0);
  }

  /** The progress of the run; other messages of its event type may be among them. */
  StateCounts count() throws SQLException {
    return all().minus(others);
  }

  /** The progress of the run, counted exactly, which takes a while. */
  StateCounts recount() throws SQLException {
    var before = all();
    var counted = StateCounts.of(NotificationStates.query(connection, source, firstId));
    others = before.minus(counted);
    return counted;
  }

  private StateCounts all() throws SQLException {
    try {
      var states = new TreeMap<String, Long>();
      counters
          .totals(selection)
          .forEach(count -> states.merge(count.state(), count.number(), Long::sum));
      return StateCounts.of(new NotificationStates(states));
    } catch (DataAccessException e) {
      throw new SQLException("The counters cannot be read", e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
