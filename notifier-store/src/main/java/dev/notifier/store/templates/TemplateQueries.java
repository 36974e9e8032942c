package dev.notifier.store.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads templates. Thread-safe. */
public final class TemplateQueries {
  private final JdbcClient jdbc;

  public TemplateQueries(DataSource dataSource) {
    this(JdbcClient.create(dataSource));
  }

  TemplateQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns a page of the ids of all templates, with those that have only a draft, sorted.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit the most ids
   */
  public List<String> ids(String after, int limit) {
    // Each part is limited, so that both are read from their keys only as far as necessary.
    return jdbc.sql(
            """
            (select id from templates where id > :after order by id limit :limit)
            union
            (select template from template_drafts
             where template > :after order by template limit :limit)
            order by id limit :limit
            """)
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Returns all templates that have a version, by id. */
  public List<TemplateSummary> summaries() {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "order by id")
        .query(TemplateRowMapper::summary)
        .list();
  }

  /** Returns those of the templates that have a version, by id. */
  public List<TemplateSummary> summaries(Collection<String> templates) {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "where id = any(:ids) order by id")
        .param("ids", templates.toArray(String[]::new))
        .query(TemplateRowMapper::summary)
        .list();
  }

  public Optional<TemplateSummary> summary(String template) {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "where id = :id")
        .param("id", template)
        .query(TemplateRowMapper::summary)
        .optional();
  }

  /** Returns the versions of a template, the newest first. */
  public List<TemplateVersion> versions(String template) {
    return jdbc.sql(TemplateRowMapper.VERSIONS + "where template = :id order by version desc")
        .param("id", template)
        .query(TemplateRowMapper::version)
        .list();
  }

  /**
   * Returns the newest versions of each template with empty sources, by template, the newest first.
   *
   * @param limit the most versions of each template
   */
  public List<TemplateVersion> versionSummaries(Collection<String> templates, int limit) {
    return jdbc.sql(
            "select v.* from unnest(:ids::text[]) t(id) cross join lateral ("
                + TemplateRowMapper.VERSION_SUMMARIES
                + """
                where template = t.id order by version desc limit :limit) v
                order by v.template, v.version desc
                """)
        .param("ids", templates.toArray(String[]::new))
        .param("limit", limit)
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the newest version of a template. */
  public Optional<TemplateVersion> newest(String template) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS + "where template = :id order by version desc limit 1")
        .param("id", template)
        .query(TemplateRowMapper::version)
        .optional();
  }

  /** Returns the newest version of a template that is in review or in use. */
  public Optional<TemplateVersion> current(String template) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where template = :id and state in ('IN_REVIEW', 'APPROVED', 'SCHEDULED', 'PUBLISHED')
                order by version desc limit 1
                """)
        .param("id", template)
        .query(TemplateRowMapper::version)
        .optional();
  }

  public Optional<TemplateVersion> version(String template, int version) {
    return jdbc.sql(TemplateRowMapper.VERSIONS + "where template = :id and version = :version")
        .param("id", template)
        .param("version", version)
        .query(TemplateRowMapper::version)
        .optional();
  }

  /** Returns the versions of all templates that workers need, by id and number. */
  public List<TemplateVersion> usableVersions() {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where state in ('APPROVED', 'SCHEDULED', 'PUBLISHED', 'REPLACED')
                order by template, version
                """)
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the versions of an event type's templates that are in force or scheduled. */
  public List<TemplateVersion> publishedOrScheduled(String eventType) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where state in ('PUBLISHED', 'SCHEDULED')
                  and template in (select id from templates where event_type = :eventType)
                order by template, version
                """)
        .param("eventType", eventType)
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the scheduled versions whose publication time has come, the earliest first. */
  List<TemplateVersion> due(Instant now, int limit) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where state = 'SCHEDULED' and publish_at <= :now
                order by publish_at, template, version
                limit :limit
                """)
        .param("now", TemplateRowMapper.time(now))
        .param("limit", limit)
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the drafts of templates by template, each with only the event type of its source. */
  public List<TemplateDraft> draftSummaries(Collection<String> templates) {
    return jdbc.sql(
            TemplateRowMapper.DRAFT_SUMMARIES + "where template = any(:ids) order by template")
        .param("ids", templates.toArray(String[]::new))
        .query(TemplateRowMapper::draft)
        .list();
  }

  /** Whether there are so many templates or more, with those that have only a draft. */
  boolean hasAtLeast(int count) {
    return jdbc.sql(
                """
                select 1 from (select id from templates union select template from template_drafts)
                limit :count
                """)
            .param("count", count)
            .query(Integer.class)
            .list()
            .size()
        == count;
  }

  public Optional<TemplateDraft> draft(String template) {
    return jdbc.sql(TemplateRowMapper.DRAFTS + "where template = :id")
        .param("id", template)
        .query(TemplateRowMapper::draft)
        .optional();
  }

  /**
   * Returns the audit of a template, the oldest entry first.
   *
   * @param after the entry after which to start; 0 for the first page
   * @param limit the most entries
   */
  public List<AuditEntry> audit(String template, long after, int limit) {
    return jdbc.sql(
            TemplateRowMapper.AUDIT
                + "where template = :template and id > :after order by id limit :limit")
        .param("template", template)
        .param("after", after)
        .param("limit", limit)
        .query(TemplateRowMapper::audit)
        .list();
  }

  /** Returns the registrations of a template, by carrier. */
  public List<CarrierRegistration> registrations(String template) {
    return jdbc.sql(TemplateRowMapper.REGISTRATIONS + "where template = :id order by carrier")
        .param("id", template)
        .query(TemplateRowMapper::registration)
        .list();
  }

  /**
   * Returns a page of the registrations of a template, by carrier.
   *
   * @param after the last carrier of the page before; empty for the first page
   * @param limit the most registrations
   */
  public List<CarrierRegistration> registrations(String template, String after, int limit) {
    return jdbc.sql(
            TemplateRowMapper.REGISTRATIONS
                + "where template = :id and carrier > :after order by carrier limit :limit")
        .param("id", template)
        .param("after", after)
        .param("limit", limit)
        .query(TemplateRowMapper::registration)
        .list();
  }

  /** Returns the versions in force with their registrations, as they are published to workers. */
  public List<PublishedVersionRecord> publishedVersions() {
    Map<String, Map<String, Registration>> approved = new HashMap<>();
    jdbc.sql(TemplateRowMapper.REGISTRATIONS + "where status = 'APPROVED'")
        .query(TemplateRowMapper::registration)
        .list()
        .forEach(each ->
            approved
                .computeIfAbsent(each.template(), _ -> new HashMap<>())
                .put(
                    each.carrier(),
                    new Registration(each.registeredId(), each.validFrom(), each.validUntil())));
    return summaries().stream()
        .map(summary ->
            new PublishedVersionRecord(
                PublishedVersionRecord.VERSION,
                summary.id(),
                summary.publishedVersion(),
                summary.since(),
                summary.revision(),
                approved.getOrDefault(summary.id(), Map.of())))
        .toList();
  }
}
