package dev.notifier.store.partitions;

import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Queries that may read any day, each of which PostgreSQL plans once for each connection: to plan
 * one for 100 days takes longer than to execute it. Thread-safe.
 */
public final class PlannedOnce {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public PlannedOnce(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * Executes a query. Takes part in the transaction of the caller, whose later statements are
   * planned as in {@link PlanMode#FOR_PARAMETERS}.
   *
   * @param sql always the same text, because each text has a plan of its own
   * @param values sets the parameters
   */
  public <T> List<T> query(String sql, PreparedStatementSetter values, RowMapper<T> row) {
    return transaction.execute(status -> {
      jdbc.execute(PlanMode.ONCE);
      List<T> rows = jdbc.query(sql, prepared(values), row);
      if (!status.isNewTransaction()) {
        jdbc.execute(PlanMode.FOR_PARAMETERS);
      }
      return rows;
    });
  }

  /** As {@link #query}, with the values of the parameters in their order. */
  public <T> List<T> query(String sql, RowMapper<T> row, Object... values) {
    return query(sql, new ArgumentPreparedStatementSetter(values), row);
  }

  /**
   * Sets parameters for a statement that PostgreSQL keeps from the first time on. Else the driver
   * would have the first statements of a connection planned again.
   */
  public static PreparedStatementSetter prepared(PreparedStatementSetter values) {
    return statement -> {
      statement.unwrap(PGStatement.class).setPrepareThreshold(1);
      values.setValues(statement);
    };
  }
}
