package dev.notifier.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads columns of type {@code timestamptz}, which are exact to a microsecond. */
public final class PgInstants {
  private PgInstants() {}

  /**
   * Reads a column that is not null.
   *
   * @throws NullPointerException if it is null
   */
  public static Instant get(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(getNullable(row, column), column);
  }

  /**
   * Reads a column that is not null.
   *
   * @param column from 1
   * @throws NullPointerException if it is null
   */
  public static Instant get(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(getNullable(row, column));
  }

  /** Reads a column that may be null. */
  public static @Nullable Instant getNullable(ResultSet row, String column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  /**
   * Reads a column that may be null.
   *
   * @param column from 1
   */
  public static @Nullable Instant getNullable(ResultSet row, int column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
