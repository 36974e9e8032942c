package dev.notifier.store.users;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores links and ends sessions, until the sign-in does. */
public final class TemporaryCredentialStore {
  private final JdbcClient jdbc;

  public TemporaryCredentialStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Replaces the link of a user. */
  public void putLink(UUID user, byte[] hash, Instant expiresAt, boolean resetFactors) {
    jdbc.sql(
            """
            insert into user_credentials (user_id, link_hash, link_expires_at, link_resets_factors)
            values (:user, :hash, :expiresAt, :reset)
            on conflict (user_id) do update
            set link_hash = excluded.link_hash, link_expires_at = excluded.link_expires_at,
                link_resets_factors = excluded.link_resets_factors
            """)
        .param("user", user)
        .param("hash", hash)
        .param("expiresAt", Timestamp.from(expiresAt))
        .param("reset", resetFactors)
        .update();
  }

  /** Ends all sessions of a user. */
  public void endSessions(UUID user, String reason) {
    jdbc.sql(
            """
            update user_sessions set ended_at = now(), end_reason = :reason
            where user_id = :user and ended_at is null
            """)
        .param("user", user)
        .param("reason", reason)
        .update();
  }

  /** Ends one session; false if it has ended. */
  public boolean endSession(UUID user, UUID session, String reason) {
    return jdbc.sql(
                """
                update user_sessions set ended_at = now(), end_reason = :reason
                where user_id = :user and id = :session and ended_at is null
                """)
            .param("user", user)
            .param("session", session)
            .param("reason", reason)
            .update()
        == 1;
  }
}
