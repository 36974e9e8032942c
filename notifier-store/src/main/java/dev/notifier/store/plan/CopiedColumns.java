package dev.notifier.store.plan;

import dev.notifier.store.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Columns for COPY. Adjusts values as {@link PlanColumns} does.
 *
 * @param <R> the type of the rows
 */
final class CopiedColumns<R> implements PlannedColumns<R> {
  private final List<BiConsumer<CopyRows, R>> columns = new ArrayList<>();

  @Override
  public CopiedColumns<R> uuids(Function<R, @Nullable UUID> value) {
    return add((copied, row) -> copied.uuid(value.apply(row)));
  }

  @Override
  public CopiedColumns<R> smallints(Function<R, @Nullable Integer> value) {
    return add((copied, row) -> copied.smallint(value.apply(row)));
  }

  @Override
  public CopiedColumns<R> integers(Function<R, @Nullable Integer> value) {
    return add((copied, row) -> copied.integer(value.apply(row)));
  }

  @Override
  public CopiedColumns<R> booleans(Function<R, @Nullable Boolean> value) {
    return add((copied, row) -> copied.bool(value.apply(row)));
  }

  @Override
  public CopiedColumns<R> texts(Function<R, @Nullable String> value) {
    return add((copied, row) -> copied.text(PlanColumns.storable(value.apply(row))));
  }

  @Override
  public CopiedColumns<R> instants(Function<R, @Nullable Instant> value) {
    return add((copied, row) -> copied.time(PlanColumns.storable(value.apply(row))));
  }

  /**
   * Sends the rows.
   *
   * @param sql {@code copy … (columns) from stdin (format binary)}
   */
  void send(Connection connection, String sql, List<R> rows) throws SQLException {
    CopyRows copied = new CopyRows(columns.size(), rows.size());
    for (R row : rows) {
      copied.row();
      columns.forEach(column -> column.accept(copied, row));
    }
    copied.send(connection, sql);
  }

  private CopiedColumns<R> add(BiConsumer<CopyRows, R> column) {
    columns.add(column);
    return this;
  }
}
