package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.Tenants;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the bytes of the templates of all tenants again: programs of a release before change
 * templates and do not count them. Thread-safe; calls take part in the transaction of the caller,
 * and there must be one.
 */
public final class TemplateBytesCount {
  private final JdbcClient jdbc;
  private final TemplateQueries queries;
  private final TemplateWriter writer;

  public TemplateBytesCount(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.queries = new TemplateQueries(jdbc);
    this.writer = new TemplateWriter(jdbc, InstantSource.system());
  }

  /**
   * Counts some tenants. Templates cannot be changed meanwhile.
   *
   * @param after the last tenant of the page before; empty for the first page
   * @return the last tenant; null if there are no more
   */
  public @Nullable String next(String after, int maxTenants) {
    TemplateStore.lockTemplates(jdbc);
    List<String> tenants =
        jdbc.sql(
                """
                select tenant from (
                  select tenant from templates union select tenant from template_drafts
                  union select tenant from template_bytes)
                where tenant > :after and tenant <> :national order by tenant limit :count
                """)
            .param("after", after)
            .param("national", Tenants.NATIONAL)
            .param("count", maxTenants)
            .query((row, _) -> row.getString(1))
            .list();
    tenants.forEach(tenant -> writer.putBytes(tenant, queries.bytes(tenant)));
    return tenants.size() < maxTenants ? null : tenants.getLast();
  }
}
