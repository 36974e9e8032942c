package dev.notifier.store.plan;

import dev.notifier.store.PgArrays;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds columns of planned rows. Values that PostgreSQL cannot store are adjusted and not rejected,
 * because one such row would block all others: NUL characters are removed, and times are limited to
 * the years 1 to 9999.
 *
 * @param <R> the type of the rows
 */
final class PlanColumns<R> implements PlannedColumns<R> {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final PgArrays<R> arrays;

  PlanColumns(PreparedStatement statement, List<R> rows) throws SQLException {
    this.arrays = new PgArrays<>(statement, rows);
  }

  @Override
  public PlanColumns<R> uuids(Function<R, @Nullable UUID> value) throws SQLException {
    arrays.column("uuid", value::apply);
    return this;
  }

  @Override
  public PlanColumns<R> smallints(Function<R, @Nullable Integer> value) throws SQLException {
    arrays.column("int2", value::apply);
    return this;
  }

  @Override
  public PlanColumns<R> integers(Function<R, @Nullable Integer> value) throws SQLException {
    arrays.column("int4", value::apply);
    return this;
  }

  PlanColumns<R> dates(Function<R, @Nullable Object> value) throws SQLException {
    arrays.column("date", value);
    return this;
  }

  PlanColumns<R> bigints(Function<R, @Nullable Object> value) throws SQLException {
    arrays.column("int8", value);
    return this;
  }

  @Override
  public PlanColumns<R> booleans(Function<R, @Nullable Boolean> value) throws SQLException {
    arrays.column("boolean", value::apply);
    return this;
  }

  PlanColumns<R> bytes(Function<R, byte @Nullable []> value) throws SQLException {
    arrays.bytes(value);
    return this;
  }

  @Override
  public PlanColumns<R> texts(Function<R, @Nullable String> value) throws SQLException {
    arrays.column("text", row -> storable(value.apply(row)));
    return this;
  }

  @Override
  public PlanColumns<R> instants(Function<R, @Nullable Instant> value) throws SQLException {
    arrays.time(row -> storable(value.apply(row)));
    return this;
  }

  /** Binds one value for all rows. */
  PlanColumns<R> value(Object value) throws SQLException {
    arrays.value(value);
    return this;
  }

  /** See {@link PgArrays#ids}. */
  PlanColumns<R> ids(Collection<UUID> ids) throws SQLException {
    arrays.ids(ids);
    return this;
  }

  /** Binds one time for all rows. */
  PlanColumns<R> value(Instant value) throws SQLException {
    return value((Object) value.atOffset(ZoneOffset.UTC));
  }

  static @Nullable String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  static @Nullable Instant storable(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    if (at.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return at.isAfter(LATEST) ? LATEST : at;
  }
}
