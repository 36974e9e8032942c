package dev.notifier.store.access;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes the keys of those who leave. Thread-safe. */
public final class KeysOfLeavers {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public KeysOfLeavers(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /**
   * Gives the keys that one owner has in a tenant to another, in their next versions. Takes part in
   * the transaction of the caller.
   *
   * @param by the name of the caller
   * @return the keys; revoked ones stay as they are
   */
  public List<StoredKey> changeOwner(String tenant, String from, String to, String by) {
    return jdbc.sql(
            """
            update api_keys
            set version = version + 1, owner = :to, changed_at = :now, changed_by = :by
            where tenant = :tenant and owner = :from and revoked_at is null
            """
                + KeyStore.RETURNING)
        .param("tenant", tenant)
        .param("from", from)
        .param("to", to)
        .param("now", Timestamp.from(clock.instant()))
        .param("by", by)
        .query(KeyStore::key)
        .list();
  }

  /**
   * Revokes the keys, of any tenant, that a caller has made or whose valid secrets he has made, and
   * those that were made with these. Takes part in the transaction of the caller, in which the user
   * was disabled: no other transaction makes one meanwhile that {@link KeyMakers} has allowed.
   *
   * @param maker the name of the caller who has made them
   * @param by the name of the caller who revokes them
   * @return the keys that were not revoked before
   */
  public List<StoredKey> revokeMadeBy(String maker, String by) {
    List<StoredKey> all = new ArrayList<>();
    List<StoredKey> revoked;
    do {
      // A statement that waits for a key does not see what was made with it meanwhile.
      revoked = revokeOnce(maker, by);
      all.addAll(revoked);
    } while (!revoked.isEmpty());
    return all;
  }

  private List<StoredKey> revokeOnce(String maker, String by) {
    return jdbc.sql(
            """
            with recursive makers (id, caller, maker) as (
              select id, name || ':' || id, created_by from api_keys
              union all
              select k.id, k.name || ':' || k.id, s ->> 'by'
              from api_keys k cross join lateral jsonb_array_elements(k.secrets) s
              where s ->> 'endsAt' is null or (s ->> 'endsAt')::timestamptz > :now),
            made (id, caller) as (
              select id, caller from makers where maker = :maker
              union
              select k.id, k.caller from made m join makers k on k.maker = m.caller)
            update api_keys
            set version = version + 1, changed_at = :now, changed_by = :by, revoked_at = :now,
                revoked_by = :by
            where revoked_at is null and id in (select id from made)
            """
                + KeyStore.RETURNING)
        .param("maker", maker)
        .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
        .param("by", by)
        .query(KeyStore::key)
        .list();
  }
}
