package dev.notifier.store.users;

import dev.notifier.store.PgInstants;
import dev.notifier.store.access.TenantLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores users. Disabled users remain, and their names are never given again. Thread-safe; calls
 * take part in the transaction of the caller.
 */
public final class UserStore {
  private static final String COLUMNS =
      """
      id, version, tenant, name, full_name, roles, rights, created_at, created_by, changed_at,
      changed_by, disabled_at, disabled_by
      """;

  private static final String SELECT = "select " + COLUMNS + "from users ";
  private static final String RETURNING = "returning " + COLUMNS;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public UserStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * A user to insert.
   *
   * @param name in lower case
   */
  public record NewUser(
      UUID id,
      String tenant,
      String name,
      String fullName,
      List<String> roles,
      List<String> rights) {
    public NewUser {
      roles = List.copyOf(roles);
      rights = List.copyOf(rights);
    }

    /** Omits the name for people. */
    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  /**
   * How many users a tenant may have.
   *
   * @param active not disabled
   * @param newInADay made in the last 24 hours, even if they are disabled
   */
  public record Limits(int active, int newInADay) {}

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

  /** Returns a user, who stays as he is until the end of the transaction of the caller. */
  public Optional<StoredUser> lockByName(String name) {
    return jdbc.sql(SELECT + "where name = :name for share")
        .param("name", name)
        .query(UserStore::user)
        .optional();
  }

  /**
   * Stores a new user. Parallel calls never exceed the limits.
   *
   * @param by the name of the caller
   * @return the stored user; empty if the name is taken or the tenant has as many, and then nothing
   *     is changed
   */
  public Optional<StoredUser> insert(NewUser user, String by, Limits limits) {
    Instant now = clock.instant();
    return inTransaction(() -> {
      TenantLock.lock(jdbc, user.tenant());
      return jdbc.sql(
              """
              insert into users
                (id, version, tenant, name, full_name, roles, rights, created_at, created_by,
                 changed_at, changed_by)
              select :id, 1, :tenant, :name, :fullName, :roles, :rights, :now, :by, :now, :by
              where (select count(*) from users where tenant = :tenant and disabled_at is null) < :most
                and (select count(*) from users
                     where tenant = :tenant and created_at > :dayAgo) < :mostInADay
              on conflict (name) do nothing
              """
                  + RETURNING)
          .param("id", user.id())
          .param("tenant", user.tenant())
          .param("name", user.name())
          .param("fullName", user.fullName())
          .param("roles", user.roles().toArray(String[]::new))
          .param("rights", user.rights().toArray(String[]::new))
          .param("now", Timestamp.from(now))
          .param("by", by)
          .param("most", limits.active())
          .param("mostInADay", limits.newInADay())
          .param("dayAgo", Timestamp.from(now.minus(1, ChronoUnit.DAYS)))
          .query(UserStore::user)
          .optional();
    });
  }

  /**
   * Changes a user.
   *
   * @param next with the full name, roles and rights that the user gets, and the version that the
   *     table has
   * @param by the name of the caller
   * @return the stored user, in the next version; empty if another change was first, and then
   *     nothing is changed
   */
  public Optional<StoredUser> update(StoredUser next, String by) {
    return jdbc.sql(
            """
            update users
            set version = version + 1, full_name = :fullName, roles = :roles, rights = :rights,
                changed_at = :now, changed_by = :by
            where id = :id and version = :version
            """
                + RETURNING)
        .param("id", next.id())
        .param("version", next.version())
        .param("fullName", next.fullName())
        .param("roles", next.roles().toArray(String[]::new))
        .param("rights", next.rights().toArray(String[]::new))
        .param("now", Timestamp.from(clock.instant()))
        .param("by", by)
        .query(UserStore::user)
        .optional();
  }

  /**
   * Disables a user, whatever others change at the same moment, and removes the one-time link.
   *
   * @param by the name of the caller
   * @return the stored user; empty if the user is disabled already
   */
  public Optional<StoredUser> disable(UUID id, String by) {
    return inTransaction(() -> {
      Optional<StoredUser> disabled =
          jdbc.sql(
                  """
                  update users
                  set version = version + 1, changed_at = :now, changed_by = :by,
                      disabled_at = :now, disabled_by = :by
                  where id = :id and disabled_at is null
                  """
                      + RETURNING)
              .param("id", id)
              .param("now", Timestamp.from(clock.instant()))
              .param("by", by)
              .query(UserStore::user)
              .optional();
      endLink(id);
      return disabled;
    });
  }

  /** Removes the one-time link of a user. */
  public void endLink(UUID id) {
    jdbc.sql(
            """
            update user_credentials
            set link_hash = null, link_expires_at = null, link_resets_factors = false
            where user_id = :id and link_hash is not null
            """)
        .param("id", id)
        .update();
  }

  /**
   * Lets a disabled user sign in again. Parallel calls never exceed the limit.
   *
   * @param by the name of the caller
   * @param limits of the tenant; only the active users count
   * @return the stored user; empty if the tenant has as many, or if another change was first
   */
  public Optional<StoredUser> enable(StoredUser user, String by, Limits limits) {
    return inTransaction(() -> {
      TenantLock.lock(jdbc, user.tenant());
      return jdbc.sql(
              """
              update users
              set version = version + 1, changed_at = :now, changed_by = :by,
                  disabled_at = null, disabled_by = null
              where id = :id and version = :version and disabled_at is not null
                and (select count(*) from users
                     where tenant = :tenant and disabled_at is null) < :most
              """
                  + RETURNING)
          .param("id", user.id())
          .param("version", user.version())
          .param("tenant", user.tenant())
          .param("most", limits.active())
          .param("now", Timestamp.from(clock.instant()))
          .param("by", by)
          .query(UserStore::user)
          .optional();
    });
  }

  private <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(_ -> change.get()));
  }

  static StoredUser user(ResultSet row, int number) throws SQLException {
    return new StoredUser(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        row.getString("tenant"),
        row.getString("name"),
        row.getString("full_name"),
        List.of((String[]) row.getArray("roles").getArray()),
        List.of((String[]) row.getArray("rights").getArray()),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"),
        PgInstants.getNullable(row, "disabled_at"),
        row.getString("disabled_by"));
  }
}
