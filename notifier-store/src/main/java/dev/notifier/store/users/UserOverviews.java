package dev.notifier.store.users;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what administrators see of users, each with one statement. Thread-safe. */
public final class UserOverviews {
  private static final int MAX_SESSIONS = 100;

  private static final String SELECT =
      """
      select u.*, c.password_hash is not null as has_password, c.totp_secret is not null as has_totp,
             (select count(*) from user_passkeys p where p.user_id = u.id) as passkeys,
             (select count(*) from user_recovery_codes r where r.user_id = u.id) as recovery_codes,
             case when c.link_hash is not null and c.link_expires_at > :now
                  then c.link_expires_at end as link_expires_at,
             s.sessions, s.last_sign_in_at
      from users u
      left join user_credentials c on c.user_id = u.id
      cross join lateral (
        select count(*) filter (where ended_at is null and expires_at > :now
                                  and last_used_at > :usedAfter) as sessions,
               max(created_at) filter (where second_factor_at is not null) as last_sign_in_at
        from user_sessions where user_id = u.id) s
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Duration idle;

  /**
   * @param idle how long after its last use a session ends
   */
  public UserOverviews(DataSource dataSource, InstantSource clock, Duration idle) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
    this.idle = idle;
  }

  /**
   * Returns a page of the users, by name.
   *
   * @param tenant whose users; null = of all tenants
   * @param active whether only active users, or only disabled ones; null = all
   * @param after the last name of the page before; empty for the first page
   * @param limit the most users
   */
  public List<UserOverview> page(
      @Nullable String tenant, @Nullable Boolean active, String after, int limit) {
    String ofTenant = tenant == null ? "" : "u.tenant = :tenant and ";
    String inState = active == null ? "" : "(u.disabled_at is null) = :active and ";
    return statement(
            SELECT + "where " + ofTenant + inState + "u.name > :after order by u.name limit :limit")
        .param("tenant", tenant)
        .param("active", active)
        .param("after", after)
        .param("limit", limit)
        .query(UserOverviews::overview)
        .list();
  }

  /** Returns a user. */
  public Optional<UserOverview> find(String name) {
    return statement(SELECT + "where u.name = :name")
        .param("name", name)
        .query(UserOverviews::overview)
        .optional();
  }

  /** Returns the valid sessions of a user, the newest first, at most 100. */
  public List<UserOverview.Session> sessions(UUID user) {
    return statement(
            """
            select id, created_at, last_used_at, expires_at, network, program, second_factor,
                   second_factor_at
            from user_sessions
            where user_id = :user and ended_at is null and expires_at > :now
              and last_used_at > :usedAfter
            order by created_at desc, id limit :limit
            """)
        .param("user", user)
        .param("limit", MAX_SESSIONS)
        .query(UserOverviews::session)
        .list();
  }

  private JdbcClient.StatementSpec statement(String sql) {
    Instant now = clock.instant();
    return jdbc.sql(sql)
        .param("now", Timestamp.from(now))
        .param("usedAfter", Timestamp.from(now.minus(idle)));
  }

  private static UserOverview overview(ResultSet row, int number) throws SQLException {
    return new UserOverview(
        UserStore.user(row, number),
        PgInstants.getNullable(row, "last_sign_in_at"),
        row.getBoolean("has_password"),
        row.getBoolean("has_totp"),
        row.getInt("passkeys"),
        row.getInt("recovery_codes"),
        PgInstants.getNullable(row, "link_expires_at"),
        row.getInt("sessions"));
  }

  private static UserOverview.Session session(ResultSet row, int number) throws SQLException {
    return new UserOverview.Session(
        row.getObject("id", UUID.class),
        PgInstants.get(row, "created_at"),
        PgInstants.get(row, "last_used_at"),
        PgInstants.get(row, "expires_at"),
        row.getString("network"),
        row.getString("program"),
        row.getString("second_factor"),
        PgInstants.getNullable(row, "second_factor_at"));
  }
}
