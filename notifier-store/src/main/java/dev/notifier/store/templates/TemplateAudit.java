package dev.notifier.store.templates;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what was done, in the transaction that does it. */
final class TemplateAudit {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  TemplateAudit(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void note(String template, @Nullable Integer version, String action, AuditInfo deed) {
    jdbc.sql(
            """
            insert into template_audit (template, version, action, at, by, why, detail)
            values (:template, :version, :action, :now, :by, :why, :detail::jsonb)
            """)
        .param("template", template)
        .param("version", version)
        .param("action", action)
        .param("now", TemplateRows.time(clock.instant()))
        .param("by", deed.by())
        .param("why", deed.why())
        .param("detail", JsonColumns.write(deed.detail()))
        .update();
  }
}
