package dev.notifier.store.users;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores recovery codes. All calls join the transaction of the caller. Thread-safe. */
public final class RecoveryCodeStore {
  private final JdbcClient jdbc;

  public RecoveryCodeStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Replaces all codes of a user. */
  public void replace(UUID user, List<byte[]> hashes) {
    removeAll(user);
    for (byte[] hash : hashes) {
      jdbc.sql("insert into user_recovery_codes (user_id, hash) values (:user, :hash)")
          .param("user", user)
          .param("hash", hash)
          .update();
    }
  }

  /** Removes all codes of a user. */
  public void removeAll(UUID user) {
    jdbc.sql("delete from user_recovery_codes where user_id = :user").param("user", user).update();
  }

  /** Uses a code, once; false if there is no such code. */
  public boolean use(UUID user, byte[] hash) {
    return jdbc.sql("delete from user_recovery_codes where user_id = :user and hash = :hash")
            .param("user", user)
            .param("hash", hash)
            .update()
        == 1;
  }

  /** How many codes are left. */
  public int count(UUID user) {
    return jdbc.sql("select count(*) from user_recovery_codes where user_id = :user")
        .param("user", user)
        .query(Integer.class)
        .single();
  }
}
