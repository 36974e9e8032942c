package dev.notifier.store.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores users. Disabled users remain. Thread-safe. */
public final class UserStore {
  private static final String COLUMNS =
      """
      id, version, tenant, name, full_name, roles, rights, created_at, created_by, changed_at,
      changed_by, disabled_at, disabled_by
      """;

  private static final String SELECT = "select " + COLUMNS + "from users ";

  private final JdbcClient jdbc;

  public UserStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Returns a user. */
  public Optional<StoredUser> find(UUID id) {
    return jdbc.sql(SELECT + "where id = :id").param("id", id).query(UserStore::user).optional();
  }

  /**
   * Returns a user.
   *
   * @param name as it is stored, in lower case
   */
  public Optional<StoredUser> findByName(String name) {
    return jdbc.sql(SELECT + "where name = :name")
        .param("name", name)
        .query(UserStore::user)
        .optional();
  }

  private static StoredUser user(ResultSet row, int number) throws SQLException {
    return new StoredUser(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        row.getString("tenant"),
        row.getString("name"),
        row.getString("full_name"),
        List.of((String[]) row.getArray("roles").getArray()),
        List.of((String[]) row.getArray("rights").getArray()),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getTimestamp("changed_at").toInstant(),
        row.getString("changed_by"),
        instant(row, "disabled_at"),
        row.getString("disabled_by"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
