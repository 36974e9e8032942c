package dev.notifier.store.users;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores sessions. All calls join the transaction of the caller. Thread-safe. */
public final class UserSessionStore {
  /** Complete sessions of a user that have not ended; the oldest ends for a new one. */
  public static final int MAX_SESSIONS = 20;

  /**
   * Sessions of a user that are not complete. They end for each other only: someone who has only
   * the password ends no session of the user.
   */
  public static final int MAX_INCOMPLETE = 5;

  /** Codes that may be tried before a session is complete. */
  public static final int MAX_CODES = 5;

  /** Ended sessions that a sign-in removes. */
  private static final int MAX_REMOVED = 100;

  private static final String COLUMNS =
      """
      s.id, s.user_id, s.created_at, s.last_used_at, s.expires_at, s.network, s.program,
      s.second_factor_at, s.second_factor
      """;

  private static final String LIVE =
      "s.ended_at is null and s.expires_at > :now and s.last_used_at > :idle ";

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  public UserSessionStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.template = new JdbcTemplate(dataSource);
  }

  /**
   * A session with what its user may do.
   *
   * @param hasFactor whether the user has an authenticator app or a passkey
   */
  public record Found(
      StoredSession session,
      String tenant,
      String name,
      List<String> roles,
      List<String> rights,
      boolean hasFactor) {
    public Found {
      roles = List.copyOf(roles);
      rights = List.copyOf(rights);
    }
  }

  /** When a session was used. */
  public record Use(UUID session, Instant at) {}

  /** The session of a token that has not ended, of a user who may sign in. */
  public Optional<Found> find(byte[] tokenHash) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                , u.tenant, u.name, u.roles, u.rights,
                coalesce(c.totp_secret is not null, false)
                  or exists (select from user_passkeys p where p.user_id = u.id) as has_factor
                from user_sessions s
                join users u on u.id = s.user_id
                left join user_credentials c on c.user_id = u.id
                where s.token_hash = :hash and s.ended_at is null and u.disabled_at is null
                """)
        .param("hash", tokenHash)
        .query((row, number) ->
            new Found(
                session(row, number),
                row.getString("tenant"),
                row.getString("name"),
                List.of((String[]) row.getArray("roles").getArray()),
                List.of((String[]) row.getArray("rights").getArray()),
                row.getBoolean("has_factor")))
        .optional();
  }

  /**
   * Stores a new session, removes ended ones of the user, and ends the oldest incomplete ones
   * beyond {@link #MAX_INCOMPLETE}.
   *
   * @param idleSince sessions that were last used before it have ended
   */
  public void add(StoredSession session, byte[] tokenHash, Instant idleSince) {
    removeEnded(session.userId(), session.createdAt(), idleSince);
    endOldest(
        "second_factor_at is null",
        session.userId(),
        session.id(),
        session.createdAt(),
        MAX_INCOMPLETE - 1);
    jdbc.sql(
            """
            insert into user_sessions (id, user_id, token_hash, created_at, last_used_at,
              expires_at, network, program, second_factor_at, second_factor)
            values (:id, :user, :hash, :created, :used, :expires, :network, :program, :factorAt,
              :factor)
            """)
        .param("id", session.id())
        .param("user", session.userId())
        .param("hash", tokenHash)
        .param("created", Timestamp.from(session.createdAt()))
        .param("used", Timestamp.from(session.lastUsedAt()))
        .param("expires", Timestamp.from(session.expiresAt()))
        .param("network", session.network())
        .param("program", session.program())
        .param("factorAt", timestamp(session.secondFactorAt()))
        .param("factor", session.secondFactor())
        .update();
  }

  private void endOldest(String which, UUID user, UUID except, Instant now, int others) {
    jdbc.sql(
            "update user_sessions set ended_at = :now, end_reason = 'too many sessions' "
                + "where id in (select id from user_sessions "
                + "where user_id = :user and id <> :except and ended_at is null and "
                + which
                + " order by created_at desc, id offset :others)")
        .param("user", user)
        .param("except", except)
        .param("now", Timestamp.from(now))
        .param("others", others)
        .update();
  }

  private void removeEnded(UUID user, Instant now, Instant idleSince) {
    jdbc.sql(
            """
            delete from user_sessions where id in (
              select id from user_sessions
              where user_id = :user
                and (ended_at is not null or expires_at <= :now or last_used_at <= :idle)
              order by created_at limit :max)
            """)
        .param("user", user)
        .param("now", Timestamp.from(now))
        .param("idle", Timestamp.from(idleSince))
        .param("max", MAX_REMOVED)
        .update();
  }

  /**
   * Completes a session: its token is replaced, and the oldest complete ones of its user beyond
   * {@link #MAX_SESSIONS} end. Users whose credentials the caller has locked never have more.
   *
   * @param expiresAt when the complete session ends at the latest
   * @return false if it has ended, or another request has completed it
   */
  public boolean complete(
      UUID id, byte[] tokenHash, String factor, Instant now, Instant expiresAt) {
    Optional<UUID> user =
        jdbc.sql(
                """
                update user_sessions
                set token_hash = :hash, second_factor_at = :now, second_factor = :factor,
                    last_used_at = :now, expires_at = :expires,
                    failed_before = coalesce((
                      select failed_attempts from user_credentials c
                      where c.user_id = user_sessions.user_id), 0)
                where id = :id and ended_at is null and second_factor_at is null
                returning user_id
                """)
            .param("id", id)
            .param("hash", tokenHash)
            .param("factor", factor)
            .param("now", Timestamp.from(now))
            .param("expires", Timestamp.from(expiresAt))
            .query(UUID.class)
            .optional();
    user.ifPresent(of -> {
      jdbc.sql("update user_credentials set failed_attempts = 0 where user_id = :user")
          .param("user", of)
          .update();
      endOldest("second_factor_at is not null", of, id, now, MAX_SESSIONS - 1);
    });
    return user.isPresent();
  }

  /** How many attempts to sign in as the user of a session failed since the sign-in before it. */
  public int failedAttempts(UUID id) {
    return jdbc.sql(
            """
            select s.failed_before + c.failed_attempts
            from user_sessions s join user_credentials c on c.user_id = s.user_id where s.id = :id
            """)
        .param("id", id)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** Notes that the second factor of a complete session was right again; false if it has ended. */
  public boolean renew(UUID id, String factor, Instant now) {
    return jdbc.sql(
                """
                update user_sessions
                set second_factor_at = greatest(second_factor_at, :now), second_factor = :factor
                where id = :id and ended_at is null and second_factor_at is not null
                """)
            .param("id", id)
            .param("factor", factor)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /**
   * Counts a code before it is checked.
   *
   * @return false if the session has ended or had {@link #MAX_CODES} before it was complete
   */
  public boolean countCode(UUID id) {
    return jdbc.sql(
                """
                update user_sessions
                set codes = case when second_factor_at is null then codes + 1 else 0 end
                where id = :id and ended_at is null
                  and (codes < :max or second_factor_at is not null)
                """)
            .param("id", id)
            .param("max", MAX_CODES)
            .update()
        == 1;
  }

  /** Ends a session that had {@link #MAX_CODES} and is not complete; false if it is none. */
  public boolean endIfGuessed(UUID id, Instant now) {
    return jdbc.sql(
                """
                update user_sessions set ended_at = :now, end_reason = 'wrong codes'
                where id = :id and ended_at is null and second_factor_at is null and codes >= :max
                """)
            .param("id", id)
            .param("max", MAX_CODES)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** Lets no other transaction end a session until this one ends; false if it has ended. */
  public boolean lock(UUID id) {
    return jdbc.sql("select 1 from user_sessions where id = :id and ended_at is null for update")
        .param("id", id)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The sessions of a user that have not ended, the newest first. */
  public List<StoredSession> live(UUID user, Instant now, Instant idleSince) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from user_sessions s where s.user_id = :user and "
                + LIVE
                + "order by s.created_at desc, s.id limit "
                + (MAX_SESSIONS + MAX_INCOMPLETE))
        .param("user", user)
        .param("now", Timestamp.from(now))
        .param("idle", Timestamp.from(idleSince))
        .query(UserSessionStore::session)
        .list();
  }

  /** Ends a session of a user; false if there is none. */
  public boolean end(UUID user, UUID session, String reason, Instant now) {
    return jdbc.sql(
                """
                update user_sessions set ended_at = :now, end_reason = :reason
                where id = :id and user_id = :user and ended_at is null
                """)
            .param("id", session)
            .param("user", user)
            .param("reason", reason)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /**
   * Ends the sessions of a user.
   *
   * @param except a session that goes on; null = none
   * @return how many ended
   */
  public int endAll(UUID user, @Nullable UUID except, String reason, Instant now) {
    return jdbc.sql(
            """
            update user_sessions set ended_at = :now, end_reason = :reason
            where user_id = :user and ended_at is null and id is distinct from :except::uuid
            """)
        .param("user", user)
        .param("except", except)
        .param("reason", reason)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Notes uses; a session that has ended stays as it is. */
  public void noteUses(List<Use> uses) {
    if (uses.isEmpty()) {
      return;
    }
    template.update(
        """
        update user_sessions s set last_used_at = u.at
        from unnest(?, ?::timestamptz[]) u (id, at)
        where s.id = u.id and s.ended_at is null and s.last_used_at < u.at
        """,
        statement -> new PgArrays<>(statement, uses).column("uuid", Use::session).time(Use::at));
  }

  private static StoredSession session(ResultSet row, int number) throws SQLException {
    return new StoredSession(
        row.getObject("id", UUID.class),
        row.getObject("user_id", UUID.class),
        PgInstants.get(row, "created_at"),
        PgInstants.get(row, "last_used_at"),
        PgInstants.get(row, "expires_at"),
        row.getString("network"),
        row.getString("program"),
        PgInstants.getNullable(row, "second_factor_at"),
        row.getString("second_factor"));
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
