package dev.notifier.store.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of templates. Thread-safe. */
public final class TemplateQueries {
  /** The longest page of the audit. */
  public static final int MAX_AUDIT_ROWS = 500;

  private final JdbcClient jdbc;

  public TemplateQueries(DataSource dataSource) {
    this(JdbcClient.create(dataSource));
  }

  TemplateQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every template that has a version, by id. */
  public List<TemplateSummary> summaries() {
    return jdbc.sql(TemplateRows.HEADS + "order by id").query(TemplateRows::summary).list();
  }

  public Optional<TemplateSummary> summary(String template) {
    return jdbc.sql(TemplateRows.HEADS + "where id = :id")
        .param("id", template)
        .query(TemplateRows::summary)
        .optional();
  }

  /** The versions of a template, the newest first. */
  public List<TemplateVersion> versions(String template) {
    return jdbc.sql(TemplateRows.VERSIONS + "where template = :id order by version desc")
        .param("id", template)
        .query(TemplateRows::version)
        .list();
  }

  public Optional<TemplateVersion> version(String template, int version) {
    return jdbc.sql(TemplateRows.VERSIONS + "where template = :id and version = :version")
        .param("id", template)
        .param("version", version)
        .query(TemplateRows::version)
        .optional();
  }

  /** The versions of all templates that workers have to have, by id and number. */
  public List<TemplateVersion> usableVersions() {
    return jdbc.sql(
            TemplateRows.VERSIONS
                + """
                where state in ('APPROVED', 'SCHEDULED', 'PUBLISHED', 'REPLACED')
                order by template, version
                """)
        .query(TemplateRows::version)
        .list();
  }

  /** The versions that are in force, or will be at their time. */
  public List<TemplateVersion> publishedOrScheduled() {
    return jdbc.sql(
            TemplateRows.VERSIONS
                + "where state in ('PUBLISHED', 'SCHEDULED') order by template, version")
        .query(TemplateRows::version)
        .list();
  }

  /** Every draft, by template. */
  public List<TemplateDraft> drafts() {
    return jdbc.sql(TemplateRows.DRAFTS + "order by template").query(TemplateRows::draft).list();
  }

  public Optional<TemplateDraft> draft(String template) {
    return jdbc.sql(TemplateRows.DRAFTS + "where template = :id")
        .param("id", template)
        .query(TemplateRows::draft)
        .optional();
  }

  /**
   * What was done with a template, in request.
   *
   * @param after only what came after this entry; 0 = from the beginning
   * @param limit 1 to {@value #MAX_AUDIT_ROWS}
   */
  public List<AuditEntry> audit(String template, long after, int limit) {
    return jdbc.sql(
            TemplateRows.AUDIT + "where template = :template and id > :after order by id limit :limit")
        .param("template", template)
        .param("after", after)
        .param("limit", Math.clamp(limit, 1, MAX_AUDIT_ROWS))
        .query(TemplateRows::audit)
        .list();
  }

  /** What carriers know of a template, by carrier. */
  public List<CarrierRegistration> registrations(String template) {
    return jdbc.sql(TemplateRows.REGISTRATIONS + "where template = :id order by carrier")
        .param("id", template)
        .query(TemplateRows::registration)
        .list();
  }

  /** What is in force, in the form that workers hear of it. */
  public List<PublishedVersionRecord> publishedVersions() {
    Map<String, Map<String, Registration>> approved = new HashMap<>();
    jdbc.sql(TemplateRows.REGISTRATIONS + "where status = 'APPROVED'")
        .query(TemplateRows::registration)
        .list()
        .forEach(each ->
            approved
                .computeIfAbsent(each.template(), _ -> new HashMap<>())
                .put(
                    each.carrier(),
                    new Registration(each.registeredId(), each.validFrom(), each.validUntil())));
    return summaries().stream()
        .map(head ->
            new PublishedVersionRecord(
                PublishedVersionRecord.VERSION,
                head.id(),
                head.publishedVersion(),
                head.since(),
                head.revision(),
                approved.getOrDefault(head.id(), Map.of())))
        .toList();
  }
}
