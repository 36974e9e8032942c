package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.JsonText;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records actions on templates, in the transaction that performs them. */
final class TemplateAudit {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  TemplateAudit(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void record(TemplateName template, @Nullable Integer version, String action, AuditInfo info) {
    jdbc.sql(
            """
            insert into template_audit (template, version, action, at, actor, reason, detail)
            values (:template, :version, :action, :now, :actor, :reason, :detail::jsonb)
            """)
        .param("template", template.fullName())
        .param("version", version)
        .param("action", action)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .param("actor", info.actor())
        .param("reason", info.reason())
        .param("detail", JsonText.write(info.detail()))
        .update();
  }
}
