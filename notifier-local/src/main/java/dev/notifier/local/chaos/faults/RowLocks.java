package dev.notifier.local.chaos.faults;

import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Locks one row of PostgreSQL for a while, as a hanging session of an operator does. */
public final class RowLocks {
  private static final Duration HELD = Duration.ofSeconds(5);

  private static final String NOTIFICATION =
      """
      select 1 from notifications where source = ? and state in ('PLANNED', 'SUBMITTED')
      order by id desc limit 1 for update skip locked
      """;

  private static final String SUBMISSION =
      """
      select 1 from (
        select route, message_ids[1] as message_id from notifications
        where source = ? and state = 'SUBMITTED' order by id desc limit 20) n
      join submissions s on s.route = n.route and s.message_id = n.message_id
      limit 1 for update of s skip locked
      """;

  private final Target.Database database;
  private final String source;

  public RowLocks(Target.Database database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Locks the newest notification that waits for something; false if there is none. */
  boolean lockNotification() throws IOException, InterruptedException {
    return lock(NOTIFICATION);
  }

  /** Locks a submission that waits for its receipt; false if there is none. */
  boolean lockSubmission() throws IOException, InterruptedException {
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
          Thread.sleep(HELD);
        }
        return found;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IOException("A row cannot be locked: " + e.getMessage(), e);
    }
  }
}
