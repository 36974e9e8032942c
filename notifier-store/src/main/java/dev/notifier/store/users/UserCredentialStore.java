package dev.notifier.store.users;

import dev.notifier.store.PgInstants;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores passwords, links and authenticator apps of users. All calls join the transaction of the
 * caller. Thread-safe.
 */
public final class UserCredentialStore {
  private static final String VALID_LINK =
      """
      where c.link_hash = :hash and c.link_expires_at > :now
        and exists (
          select from users u
          where u.id = c.user_id and u.disabled_at is null and u.roles <@ c.link_roles
            and u.rights <@ c.link_rights)
      """;

  private final JdbcClient jdbc;

  public UserCredentialStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * What the use of a link allows.
   *
   * @param resetsFactors whether all second factors are to be removed
   */
  public record UsedLink(UUID userId, boolean resetsFactors) {}

  /** How a user signs in; empty if no link was made for the user yet. */
  public Optional<StoredCredentials> find(UUID user) {
    return jdbc.sql(
            """
            select user_id, password_hash, totp_secret, totp_pending, totp_pending_until
            from user_credentials where user_id = :user
            """)
        .param("user", user)
        .query((row, _) ->
            new StoredCredentials(
                row.getObject("user_id", UUID.class),
                row.getString("password_hash"),
                row.getBytes("totp_secret"),
                row.getBytes("totp_pending"),
                PgInstants.getNullable(row, "totp_pending_until")))
        .optional();
  }

  /**
   * Stores a one-time link in place of a former one. It is valid as long as the user gets no roles
   * and rights in addition.
   */
  public void putLink(UUID user, byte[] hash, Instant expiresAt, boolean resetsFactors) {
    jdbc.sql(
            """
            insert into user_credentials
              (user_id, link_hash, link_expires_at, link_resets_factors, link_roles, link_rights)
            select id, :hash, :expires, :resets, roles, rights from users where id = :user
            on conflict (user_id) do update
              set link_hash = excluded.link_hash, link_expires_at = excluded.link_expires_at,
                  link_resets_factors = excluded.link_resets_factors,
                  link_roles = excluded.link_roles, link_rights = excluded.link_rights
            """)
        .param("user", user)
        .param("hash", hash)
        .param("expires", Timestamp.from(expiresAt))
        .param("resets", resetsFactors)
        .update();
  }

  /** The user of a link that can be used now; it stays valid. */
  public Optional<UUID> findLink(byte[] hash, Instant now) {
    return jdbc.sql(
            """
            select user_id from user_credentials c
            """
                + VALID_LINK)
        .param("hash", hash)
        .param("now", Timestamp.from(now))
        .query(UUID.class)
        .optional();
  }

  /**
   * Uses a link: sets the password and, if the link says so, removes the authenticator app,
   * recovery codes and passkeys. Of requests at the same time, one is successful. The transaction
   * of the caller has locked the user.
   */
  public Optional<UsedLink> useLink(byte[] hash, String passwordHash, Instant now) {
    Optional<UsedLink> used =
        jdbc.sql(
                """
                update user_credentials c
                set password_hash = :password, password_changed_at = :now, link_hash = null,
                    link_expires_at = null, link_resets_factors = false,
                    totp_secret = case when c.link_resets_factors then null else totp_secret end,
                    totp_pending = null, totp_pending_until = null
                from (
                  select user_id, link_resets_factors from user_credentials c
                """
                    + VALID_LINK
                    + """
                      for update) old
                    where c.user_id = old.user_id
                    returning c.user_id, old.link_resets_factors
                    """)
            .param("hash", hash)
            .param("password", passwordHash)
            .param("now", Timestamp.from(now))
            .query(
                (row, _) -> new UsedLink(row.getObject("user_id", UUID.class), row.getBoolean(2)))
            .optional();
    used.filter(UsedLink::resetsFactors)
        .ifPresent(link -> {
          jdbc.sql("delete from user_recovery_codes where user_id = :user")
              .param("user", link.userId())
              .update();
          jdbc.sql("delete from user_passkeys where user_id = :user")
              .param("user", link.userId())
              .update();
        });
    return used;
  }

  /** Lets no other transaction change how a user signs in until this one ends. */
  public void lock(UUID user) {
    jdbc.sql("select 1 from user_credentials where user_id = :user for update")
        .param("user", user)
        .query(Integer.class)
        .optional();
  }

  /**
   * Lets no other transaction disable a user or change how the user signs in until this one ends;
   * false if the user is disabled. The user comes first, as wherever several rows are locked.
   */
  public boolean lockActive(UUID user) {
    boolean active =
        jdbc.sql("select 1 from users where id = :user and disabled_at is null for share")
            .param("user", user)
            .query(Integer.class)
            .optional()
            .isPresent();
    lock(user);
    return active;
  }

  /**
   * Whether a user still has this password and is not disabled; until the transaction ends, both do
   * not change.
   */
  public boolean holdsPassword(UUID user, String hash) {
    return lockActive(user)
        && jdbc.sql(
                "select 1 from user_credentials where user_id = :user and password_hash = :hash")
            .param("user", user)
            .param("hash", hash)
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  /** Replaces the password; a link that was not used, and an app that was not confirmed, end. */
  public void setPassword(UUID user, String hash, Instant now) {
    jdbc.sql(
            """
            update user_credentials
            set password_hash = :hash, password_changed_at = :now, link_hash = null,
                link_expires_at = null, totp_pending = null, totp_pending_until = null
            where user_id = :user
            """)
        .param("user", user)
        .param("hash", hash)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Replaces the hash of the same password, unless the password was changed meanwhile. */
  public void setHash(UUID user, String former, String hash) {
    jdbc.sql(
            """
            update user_credentials set password_hash = :hash
            where user_id = :user and password_hash = :former
            """)
        .param("user", user)
        .param("hash", hash)
        .param("former", former)
        .update();
  }

  /** Stores the secret of an authenticator app that is still to be confirmed. */
  public void putPendingTotp(UUID user, byte[] secret, Instant until) {
    jdbc.sql(
            """
            update user_credentials set totp_pending = :secret, totp_pending_until = :until
            where user_id = :user
            """)
        .param("user", user)
        .param("secret", secret)
        .param("until", Timestamp.from(until))
        .update();
  }

  /**
   * Replaces the authenticator app by the one that was to be confirmed.
   *
   * @param secret as it was read, so that no other one is confirmed
   * @param step the time step of the code that confirms it; the code does not count again
   * @return false if another request has replaced it
   */
  public boolean confirmTotp(UUID user, byte[] secret, long step) {
    return jdbc.sql(
                """
                update user_credentials
                set totp_secret = totp_pending, totp_step = :step, totp_pending = null,
                    totp_pending_until = null
                where user_id = :user and totp_pending = :secret
                """)
            .param("user", user)
            .param("secret", secret)
            .param("step", step)
            .update()
        == 1;
  }

  /** Removes the authenticator app; false if there is none. */
  public boolean removeTotp(UUID user) {
    return jdbc.sql(
                """
                update user_credentials
                set totp_secret = null, totp_pending = null, totp_pending_until = null
                where user_id = :user and totp_secret is not null
                """)
            .param("user", user)
            .update()
        == 1;
  }

  /** Accepts a code of a time step once; false if it or a later one was accepted before. */
  public boolean acceptStep(UUID user, long step) {
    return jdbc.sql(
                """
                update user_credentials set totp_step = :step
                where user_id = :user and totp_step < :step
                """)
            .param("user", user)
            .param("step", step)
            .update()
        == 1;
  }

  /** How many passkeys a user has. */
  public int passkeys(UUID user) {
    return jdbc.sql("select count(*) from user_passkeys where user_id = :user")
        .param("user", user)
        .query(Integer.class)
        .single();
  }
}
