package dev.notifier.local.chaos.faults;

import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Locks one row of PostgreSQL for a while, as a hanging session of an operator does. */
public final class RowLocks {
  private static final Duration HELD = Duration.ofSeconds(5);

  /** The class of unknown tables and columns: a defect of this program, not an outage. */
  private static final String WRONG_QUERY = "42";

  private static final String NOTIFICATION =
      """
      select 1 from notifications where source = ? and state in ('PLANNED', 'SUBMITTED')
      order by id desc limit 1 for update skip locked
      """;

  private static final String SUBMISSION =
      """
      select 1 from (
        select id, ltrim(phone, '+')::bigint as number from notifications
        where source = ? and state = 'SUBMITTED' order by id desc limit 20) n
      join submissions s on s.number = n.number and s.notification_id = n.id
      where s.receipt_state is null
      limit 1 for update of s skip locked
      """;

  private final Target.Database database;
  private final String source;
  private final Hold hold;

  public RowLocks(Target.Database database, String source) {
    this(database, source, () -> Thread.sleep(HELD));
  }

  /**
   * @param hold returns when the row is to be unlocked
   */
  public RowLocks(Target.Database database, String source, Hold hold) {
    this.database = database;
    this.source = source;
    this.hold = hold;
  }

  /** Waits while a row is locked. */
  @FunctionalInterface
  public interface Hold {
    void run() throws SQLException, InterruptedException;
  }

  /** Locks the newest notification that waits for something; false if there is none. */
  public boolean lockNotification() throws IOException, InterruptedException {
    return lock(NOTIFICATION);
  }

  /** Locks a submission that waits for its receipt; false if there is none. */
  public boolean lockSubmission() throws IOException, InterruptedException {
    return lock(SUBMISSION);
  }

  private boolean lock(String query) throws IOException, InterruptedException {
    try (var connection = database.connect()) {
      connection.setAutoCommit(false);
      try (var statement = connection.prepareStatement(query)) {
        statement.setString(1, source);
        boolean found;
        try (var row = statement.executeQuery()) {
          found = row.next();
        }
        if (found) {
          hold.run();
        }
        return found;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(WRONG_QUERY)) {
        throw new IllegalStateException("The query does not fit the tables: " + e.getMessage(), e);
      }
      throw new IOException("A row cannot be locked: " + e.getMessage(), e);
    }
  }
}
