package dev.notifier.store.access;

import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the people behind callers: a person who has made or changed a key may know its secret.
 * Thread-safe; calls take part in the transaction of the caller.
 */
public final class KeyMakers {
  private final JdbcClient jdbc;

  public KeyMakers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Lets no other transaction disable a user until this one ends.
   *
   * @return false if the user is disabled
   */
  public boolean lockUser(UUID user) {
    return exists("select 1 from users where id = :id and disabled_at is null for share", user);
  }

  /**
   * Lets no other transaction change or revoke a key until this one ends.
   *
   * @return false if the key is revoked
   */
  public boolean lockKey(String id) {
    return exists(
        "select 1 from api_keys where id = :id and revoked_at is null for no key update", id);
  }

  private boolean exists(String sql, Object id) {
    return jdbc.sql(sql).param("id", id).query(Integer.class).optional().isPresent();
  }

  /**
   * Whether the same person is behind a caller and one of others: a user or the holder of an access
   * token, who is the caller, or has made or last changed its key or made a secret of it, or the
   * key with which that was done.
   *
   * @param caller its name, as in the audit
   * @param others their names
   */
  public boolean haveCommonPerson(String caller, Collection<String> others) {
    return jdbc.sql(
            """
            with recursive behind (side, name) as (
              select 1, :caller::text
              union select 2, unnest(:others::text[])
              union
              select b.side, m.name
              from behind b
              join api_keys k on k.id = regexp_replace(b.name, '^.*:', '')
                and k.name || ':' || k.id = b.name
              cross join lateral (
                values (k.created_by), (k.changed_by)
                union all
                select s ->> 'by' from jsonb_array_elements(k.secrets) s) m (name)
              where m.name is not null)
            select exists (
              select from behind a join behind b on a.name = b.name
              where a.side = 1 and b.side = 2 and a.name ~ '^(user|oidc):')
            """)
        .param("caller", caller)
        .param("others", others.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }
}
