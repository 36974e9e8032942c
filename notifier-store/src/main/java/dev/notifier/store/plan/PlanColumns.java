package dev.notifier.store.plan;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets a statement's parameters to whole columns, one array for each, from rows in memory. What
 * PostgreSQL cannot hold is made fit rather than refused: one such row would stop all the others.
 *
 * @param <R> a row
 */
final class PlanColumns<R> {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final Connection connection;
  private final PreparedStatement statement;
  private final List<R> rows;
  private int next = 1;

  PlanColumns(Connection connection, PreparedStatement statement, List<R> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  PlanColumns<R> uuids(Function<R, @Nullable Object> value) throws SQLException {
    return add("uuid", value);
  }

  PlanColumns<R> integers(Function<R, @Nullable Object> value) throws SQLException {
    return add("int4", value);
  }

  PlanColumns<R> bigints(Function<R, @Nullable Object> value) throws SQLException {
    return add("int8", value);
  }

  PlanColumns<R> texts(Function<R, @Nullable String> value) throws SQLException {
    return add("text", row -> fit(value.apply(row)));
  }

  PlanColumns<R> instants(Function<R, @Nullable Instant> value) throws SQLException {
    return add("timestamptz", row -> fit(value.apply(row)));
  }

  PlanColumns<R> one(Object value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  PlanColumns<R> one(Instant value) throws SQLException {
    statement.setObject(next++, value.atOffset(ZoneOffset.UTC));
    return this;
  }

  private PlanColumns<R> add(String type, Function<R, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    Array array = connection.createArrayOf(type, values);
    statement.setArray(next++, array);
    return this;
  }

  private static @Nullable String fit(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  private static @Nullable Instant fit(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    if (at.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return at.isAfter(LATEST) ? LATEST : at;
  }
}
