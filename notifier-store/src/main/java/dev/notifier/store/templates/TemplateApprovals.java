package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds out who approved the version of a template. Thread-safe. */
public final class TemplateApprovals {
  private final JdbcClient jdbc;

  public TemplateApprovals(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * An approval.
   *
   * @param by the name of the operator, or {@code shipped}
   */
  public record Approval(String by, Instant at) {}

  /**
   * Returns who approved a version, from the audit of its template.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<Approval> find(TemplateName template, int version) {
    return jdbc.sql(
            """
            select actor, at from template_audit
            where template = ? and version = ? and action in ('approve', 'seed')
            order by id desc limit 1
            """)
        .param(template.fullName())
        .param(version)
        .query((row, _) -> new Approval(row.getString("actor"), PgInstants.get(row, "at")))
        .optional();
  }
}
