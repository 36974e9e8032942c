package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is published of templates, in the order of publication. A template has one place: that of
 * its last publication or retirement. Thread-safe.
 */
public final class TemplatePublications {
  private static final String PAGE =
      """
      select t.id, t.event_type, t.published_version, t.published_since, t.publication,
        v.source::text as source
      from templates t
        left join template_versions v on v.template = t.id and v.version = t.published_version
      where t.publication > :after and t.tenant = any(:tenants)
      order by t.publication limit :limit
      """;

  private final JdbcClient jdbc;

  public TemplatePublications(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The present version of a template.
   *
   * @param place from 1; a later publication has a higher one
   * @param version null if the template has none any more
   * @param source null if the template has no version
   */
  public record Publication(
      long place,
      TemplateName template,
      String eventType,
      @Nullable Integer version,
      Instant at,
      @Nullable Map<String, Object> source) {}

  /**
   * Returns the next publications of the templates of a tenant and of those whose templates it
   * uses.
   *
   * @param after the place of the last one that is known; 0 for the first page
   * @param limit the most publications
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<Publication> page(String tenant, long after, int limit) {
    List<String> tenants = new ArrayList<>(Tenants.inherited(tenant));
    tenants.add(tenant);
    return jdbc.sql(PAGE)
        .param("after", after)
        .param("tenants", tenants.toArray(String[]::new))
        .param("limit", limit)
        .query((row, _) -> publication(row))
        .list();
  }

  /** The place of the last publication of all tenants; 0 if there is none. */
  public long last() {
    return jdbc.sql("select coalesce(max(publication), 0) from templates")
        .query(Long.class)
        .single();
  }

  private static Publication publication(ResultSet row) throws SQLException {
    String source = row.getString("source");
    return new Publication(
        row.getLong("publication"),
        TemplateName.of(row.getString("id")),
        row.getString("event_type"),
        row.getObject("published_version", Integer.class),
        PgInstants.get(row, "published_since"),
        source == null ? null : JsonColumns.object(source));
  }
}
