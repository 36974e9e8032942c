package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands over what an author who leaves is responsible for. A person who takes it over becomes an
 * author as well, and so cannot approve it; no author is removed. Thread-safe; calls take part in
 * the transaction of the caller, which must have one.
 */
public final class TemplateHandOver {
  private static final String ACTION = "hand-over";

  private final JdbcClient jdbc;
  private final TemplateAudit audit;

  public TemplateHandOver(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.audit = new TemplateAudit(jdbc, clock);
  }

  /** How many drafts, and versions in review, were handed over. */
  public record Counts(int drafts, int versions) {}

  private record Place(TemplateName template, int version) {}

  /**
   * Hands over the drafts that a person has saved, and the versions in review.
   *
   * @param from the name of the author, as the drafts have it
   * @param to the name of another author of the same tenant
   * @param info who ordered it and why
   */
  public Counts handOver(String from, String to, AuditInfo info) {
    TemplateStore.lockTemplates(jdbc);
    AuditInfo detailed = info.with(Map.of("from", from, "to", to));
    List<TemplateName> drafts = drafts(from, to);
    drafts.forEach(template -> audit.record(template, null, ACTION, detailed));
    List<Place> versions = versions(from, to);
    versions.forEach(each -> audit.record(each.template(), each.version(), ACTION, detailed));
    return new Counts(drafts.size(), versions.size());
  }

  private List<TemplateName> drafts(String from, String to) {
    return jdbc.sql(
            """
            update template_drafts
            set authors = case when :to = any (authors) then authors
                               else array_append(authors, :to) end,
                updated_by = case when updated_by = :from then :to else updated_by end,
                revision = revision + 1
            where (:from = any (authors) and not :to = any (authors)) or updated_by = :from
            returning template
            """)
        .param("from", from)
        .param("to", to)
        .query((row, _) -> TemplateName.of(row.getString("template")))
        .list();
  }

  private List<Place> versions(String from, String to) {
    return jdbc.sql(
            """
            update template_versions set handed_over_to = array_append(handed_over_to, :to)
            where state = 'IN_REVIEW' and not :to = any (handed_over_to)
              and (submitted_by = :from or :from = any (authors) or :from = any (handed_over_to))
            returning template, version
            """)
        .param("from", from)
        .param("to", to)
        .query((row, _) ->
            new Place(TemplateName.of(row.getString("template")), row.getInt("version")))
        .list();
  }
}
