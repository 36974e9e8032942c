package dev.notifier.store.access;

import java.util.Collection;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the people behind callers: who has made or changed a key may know its secret. Thread-safe;
 * calls take part in the transaction of the caller.
 */
public final class KeyMakers {
  private final JdbcClient jdbc;

  public KeyMakers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Whether the same person is behind a caller and one of others: a user or the holder of an access
   * token, who is the caller, or has made or last changed its key, or the key with which that was
   * done.
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
              cross join lateral (values (k.created_by), (k.changed_by)) m (name))
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
