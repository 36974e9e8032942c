package dev.notifier.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds the columns of many rows as arrays for {@code unnest}, in the order of the parameters. For
 * one statement; not thread-safe.
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

  /** Binds a column as an array of a PostgreSQL type. */
  public PgArrays<T> column(String type, Function<T, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    Array array = connection.createArrayOf(type, values);
    statement.setArray(index++, array);
    return this;
  }

  /** Binds a column of bytes; the driver takes arrays in an array of objects for dimensions. */
  public PgArrays<T> bytes(Function<T, byte @Nullable []> value) throws SQLException {
    byte[] @Nullable [] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(index++, connection.createArrayOf("bytea", values));
    return this;
  }

  /** Binds one value for all rows. */
  public PgArrays<T> value(Object value) throws SQLException {
    statement.setObject(index++, value);
    return this;
  }

  /**
   * Binds ids to which a statement is limited. With {@code id = any(?)}, PostgreSQL plans only
   * their partitions, which it does not find by joining the rows.
   */
  public PgArrays<T> ids(Collection<UUID> ids) throws SQLException {
    statement.setArray(index++, connection.createArrayOf("uuid", ids.toArray()));
    return this;
  }

  /** Binds a column of times as text, which is cheaper for the driver than a time with zone. */
  public PgArrays<T> time(Function<T, @Nullable Instant> value) throws SQLException {
    return column(
        "timestamptz",
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : at.toString();
        });
  }
}
