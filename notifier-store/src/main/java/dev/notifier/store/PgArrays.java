package dev.notifier.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds one column of many rows as one array, in order, for {@code unnest}. For one statement, used
 * by one thread.
 */
public final class PgArrays<T> {
  private final PreparedStatement statement;
  private final Connection connection;
  private final List<T> rows;
  private int index = 1;

  public PgArrays(PreparedStatement statement, List<T> rows) throws SQLException {
    this.statement = statement;
    this.connection = statement.getConnection();
    this.rows = rows;
  }

  public PgArrays<T> column(String type, Function<T, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    Array array = connection.createArrayOf(type, values);
    statement.setArray(index++, array);
    return this;
  }

  /** One value for all rows, in text form; the statement names its type. */
  public PgArrays<T> one(String value) throws SQLException {
    statement.setString(index++, value);
    return this;
  }

  /** The text form, which costs the driver less than a time with its zone. */
  public PgArrays<T> time(Function<T, @Nullable Instant> value) throws SQLException {
    return column(
        "timestamptz",
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : at.toString();
        });
  }
}
