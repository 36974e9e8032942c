package dev.notifier.store.plan;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes columns of rows, in the order of a statement.
 *
 * @param <R> the type of the rows
 */
interface PlannedColumns<R> {
  PlannedColumns<R> uuids(Function<R, @Nullable UUID> value) throws SQLException;

  PlannedColumns<R> smallints(Function<R, @Nullable Integer> value) throws SQLException;

  PlannedColumns<R> integers(Function<R, @Nullable Integer> value) throws SQLException;

  PlannedColumns<R> booleans(Function<R, @Nullable Boolean> value) throws SQLException;

  PlannedColumns<R> texts(Function<R, @Nullable String> value) throws SQLException;

  PlannedColumns<R> instants(Function<R, @Nullable Instant> value) throws SQLException;
}
