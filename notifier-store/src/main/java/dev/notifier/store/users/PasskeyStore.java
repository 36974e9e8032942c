package dev.notifier.store.users;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores the passkeys of users, and the challenges that they sign. Thread-safe; calls take part in
 * the transaction of the caller.
 */
public final class PasskeyStore {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public PasskeyStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /** What a challenge is for. */
  public enum Ceremony {
    /** A user adds a passkey. */
    REGISTRATION,
    /** A user shows that he has one. */
    AUTHENTICATION;

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of a new passkey. */
  public enum Added {
    ADDED,
    /** A user has it already, perhaps the same one. */
    TAKEN,
    TOO_MANY
  }

  /** What became of a removal. */
  public enum Removed {
    REMOVED,
    /** The user has no such passkey. */
    MISSING,
    /** The user has no other passkey and no authenticator app. */
    LAST_SECOND_FACTOR
  }

  /**
   * Keeps the challenge of a session, in place of a former one of the same ceremony.
   *
   * @param life how long it can be used
   */
  public void putChallenge(UUID session, Ceremony ceremony, byte[] challenge, Duration life) {
    jdbc.sql(
            """
            insert into user_challenges (session_id, ceremony, challenge, expires_at)
            values (:session, :ceremony, :challenge, :expiresAt)
            on conflict (session_id, ceremony)
            do update set challenge = excluded.challenge, expires_at = excluded.expires_at
            """)
        .param("session", session)
        .param("ceremony", ceremony.id())
        .param("challenge", challenge)
        .param("expiresAt", Timestamp.from(clock.instant().plus(life)))
        .update();
  }

  /**
   * Takes the challenge of a session: of many calls at the same time, one gets it. Call it outside
   * a transaction, so that it stays taken whatever follows.
   *
   * @return empty if there is none, it was taken or it has expired
   */
  public Optional<byte[]> takeChallenge(UUID session, Ceremony ceremony) {
    return jdbc.sql(
            """
            delete from user_challenges
            where session_id = :session and ceremony = :ceremony and expires_at > :now
            returning challenge
            """)
        .param("session", session)
        .param("ceremony", ceremony.id())
        .param("now", Timestamp.from(clock.instant()))
        .query(byte[].class)
        .optional();
  }

  /** Returns the passkeys of a user, the oldest first. */
  public List<StoredPasskey> ofUser(UUID user) {
    return jdbc.sql("select * from user_passkeys where user_id = :user order by created_at, id")
        .param("user", user)
        .query(PasskeyStore::passkey)
        .list();
  }

  /**
   * Stores a new passkey.
   *
   * @param limit the most that its user may have
   */
  public Added insert(StoredPasskey passkey, int limit) {
    lock(passkey.userId());
    long present =
        jdbc.sql("select count(*) from user_passkeys where user_id = :user")
            .param("user", passkey.userId())
            .query(Long.class)
            .single();
    if (present >= limit) {
      return Added.TOO_MANY;
    }
    int rows =
        jdbc.sql(
                """
                insert into user_passkeys (id, credential_id, user_id, label, credential, sign_count,
                  backup_eligible, transports, created_at)
                values (:id, :credentialId, :user, :label, :credential, :signCount, :backupEligible,
                  :transports, :createdAt)
                on conflict (credential_id) do nothing
                """)
            .param("id", passkey.id())
            .param("credentialId", passkey.credentialId())
            .param("user", passkey.userId())
            .param("label", passkey.label())
            .param("credential", passkey.credential())
            .param("signCount", passkey.signCount())
            .param("backupEligible", passkey.backupEligible())
            .param("transports", passkey.transports().toArray(String[]::new))
            .param("createdAt", Timestamp.from(passkey.createdAt()))
            .update();
    return rows == 1 ? Added.ADDED : Added.TAKEN;
  }

  /**
   * Notes a use. Two uses with the same count are one and its copy: only one of them is accepted.
   *
   * @param signCount as the authenticator signed it; 0 if it does not count
   * @return whether the passkey still exists and its count went up, or stays 0
   */
  public boolean noteUse(UUID id, long signCount) {
    return jdbc.sql(
                """
                update user_passkeys set sign_count = :count, last_used_at = :now
                where id = :id and (sign_count < :count or (sign_count = 0 and :count = 0))
                """)
            .param("id", id)
            .param("count", signCount)
            .param("now", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  /** Removes a passkey of a user, unless it is the only second factor. */
  public Removed remove(UUID user, UUID id) {
    lock(user);
    List<StoredPasskey> present = ofUser(user);
    if (present.stream().noneMatch(passkey -> passkey.id().equals(id))) {
      return Removed.MISSING;
    }
    if (present.size() == 1 && !hasApp(user)) {
      return Removed.LAST_SECOND_FACTOR;
    }
    jdbc.sql("delete from user_passkeys where id = :id").param("id", id).update();
    return Removed.REMOVED;
  }

  private boolean hasApp(UUID user) {
    return jdbc.sql("select totp_secret is not null from user_credentials where user_id = :user")
        .param("user", user)
        .query(Boolean.class)
        .single();
  }

  /** Changes of the second factors of a user wait for each other until their transactions end. */
  private void lock(UUID user) {
    jdbc.sql("select user_id from user_credentials where user_id = :user for update")
        .param("user", user)
        .query(UUID.class)
        .single();
  }

  private static StoredPasskey passkey(ResultSet row, int number) throws SQLException {
    return new StoredPasskey(
        row.getObject("id", UUID.class),
        row.getBytes("credential_id"),
        row.getObject("user_id", UUID.class),
        row.getString("label"),
        row.getBytes("credential"),
        row.getLong("sign_count"),
        row.getBoolean("backup_eligible"),
        List.of((String[]) row.getArray("transports").getArray()),
        PgInstants.get(row, "created_at"),
        PgInstants.getNullable(row, "last_used_at"));
  }
}
