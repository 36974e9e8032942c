package dev.notifier.store.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.tenants.Tenants;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads templates. Thread-safe. */
public final class TemplateQueries {
  /**
   * The newest versions, by number, of a template of a tenant other than the national one that
   * programs keep in memory, besides the published and the scheduled ones. By number, so that a
   * version that is retired brings no older one back.
   */
  static final int KEPT_VERSIONS = 20;

  /**
   * The next template of a tenant with a version in a state, by the index
   * template_versions_by_state. It is read name by name, because a template may have any number of
   * versions in a state.
   */
  private static final String NEXT_IN_STATE =
      """
      (select substr(template, strpos(template, '/') + 1) from template_versions
       where state = :state
         and (case when strpos(template, '/') = 0 then 'default'
           else split_part(template, '/', 1) end) = :tenant
         and substr(template, strpos(template, '/') + 1) > %s
       order by substr(template, strpos(template, '/') + 1) limit 1)
      """;

  static final String IN_STATE =
      "with recursive found(name) as ("
          + NEXT_IN_STATE.formatted(":after")
          + " union all select "
          + NEXT_IN_STATE.formatted("found.name")
          + "from found where name is not null)"
          + " select name from found where name is not null limit :limit";

  private static final String WITH_DRAFT =
      "select name from template_drafts where tenant = :tenant and name > :after"
          + " order by name limit :limit";

  private final JdbcClient jdbc;

  public TemplateQueries(DataSource dataSource) {
    this(JdbcClient.create(dataSource));
  }

  TemplateQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns a page of the templates that a tenant may read, by id: its own, with those that have
   * only a draft, and the published ones of other tenants that it uses because it has none of its
   * own.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit the most templates
   */
  public List<TemplateName> readable(String tenant, String after, int limit) {
    List<String> inherited = Tenants.inherited(tenant);
    // Each part is limited, so that all are read from their indexes only as far as necessary.
    return jdbc.sql(
            """
            select distinct on (name) tenant, name from (
              (select tenant, name from templates
               where tenant = :tenant and name > :after order by name limit :limit)
              union all
              (select tenant, name from template_drafts
               where tenant = :tenant and name > :after order by name limit :limit)
              union all
              (select tenant, name from templates
               where tenant = any(:inherited) and published_version is not null and name > :after
               order by name limit :inheritedLimit))
            order by name, array_position(:order::text[], tenant) limit :limit
            """)
        .param("tenant", tenant)
        .param("after", after)
        .param("limit", limit)
        .param("inherited", inherited.toArray(String[]::new))
        .param("inheritedLimit", (long) limit * inherited.size())
        .param("order", Stream.concat(Stream.of(tenant), inherited.stream()).toArray(String[]::new))
        .query((row, _) -> new TemplateName(row.getString(1), row.getString(2)))
        .list();
  }

  /**
   * Returns a page of a tenant's own templates that have a version in a state, or a draft, by id.
   *
   * @param state of one of its versions; {@link TemplateState#DRAFT}: it has a draft
   * @param after the last id of the page before; empty for the first page
   * @param limit the most templates
   */
  public List<TemplateName> inState(String tenant, TemplateState state, String after, int limit) {
    return jdbc.sql(state == TemplateState.DRAFT ? WITH_DRAFT : IN_STATE)
        .param("tenant", tenant)
        .param("state", state.name())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> new TemplateName(tenant, row.getString(1)))
        .list();
  }

  /** Returns a tenant's own templates that have a version, by id. */
  public List<TemplateSummary> summaries(String tenant) {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "where tenant = :tenant order by name")
        .param("tenant", tenant)
        .query(TemplateRowMapper::summary)
        .list();
  }

  /** Returns all templates of all tenants that have a version. */
  private List<TemplateSummary> summaries() {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "order by id")
        .query(TemplateRowMapper::summary)
        .list();
  }

  /** Returns those of the templates that have a version. */
  public List<TemplateSummary> summaries(Collection<TemplateName> templates) {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "where id = any(:ids) order by id")
        .param("ids", fullNames(templates))
        .query(TemplateRowMapper::summary)
        .list();
  }

  private static String[] fullNames(Collection<TemplateName> templates) {
    return templates.stream().map(TemplateName::fullName).toArray(String[]::new);
  }

  /**
   * Returns a template of another tenant that this tenant uses while it has none of its own: the
   * first one with a published version.
   */
  public Optional<TemplateSummary> inherited(TemplateName template) {
    return Tenants.inherited(template.tenant()).stream()
        .map(tenant -> summary(template.ofTenant(tenant)))
        .flatMap(Optional::stream)
        .filter(summary -> summary.publishedVersion() != null)
        .findFirst();
  }

  public Optional<TemplateSummary> summary(TemplateName template) {
    return jdbc.sql(TemplateRowMapper.SUMMARIES + "where id = :id")
        .param("id", template.fullName())
        .query(TemplateRowMapper::summary)
        .optional();
  }

  /** Returns the versions of a template, the newest first. */
  public List<TemplateVersion> versions(TemplateName template) {
    return jdbc.sql(TemplateRowMapper.VERSIONS + "where template = :id order by version desc")
        .param("id", template.fullName())
        .query(TemplateRowMapper::version)
        .list();
  }

  /**
   * Returns the newest versions of each template with empty sources, by template, the newest first.
   *
   * @param limit the most versions of each template
   */
  public List<TemplateVersion> versionSummaries(Collection<TemplateName> templates, int limit) {
    return jdbc.sql(
            "select v.* from unnest(:ids::text[]) t(id) cross join lateral ("
                + TemplateRowMapper.VERSION_SUMMARIES
                + """
                where template = t.id order by version desc limit :limit) v
                order by v.template, v.version desc
                """)
        .param("ids", fullNames(templates))
        .param("limit", limit)
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the published version of each template with an empty source. */
  public List<TemplateVersion> publishedSummaries(Collection<TemplateName> templates) {
    return jdbc.sql(
            TemplateRowMapper.VERSION_SUMMARIES
                + "where template = any(:ids) and state = 'PUBLISHED' order by template")
        .param("ids", fullNames(templates))
        .query(TemplateRowMapper::version)
        .list();
  }

  /** Returns the newest version of a template. */
  public Optional<TemplateVersion> newest(TemplateName template) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS + "where template = :id order by version desc limit 1")
        .param("id", template.fullName())
        .query(TemplateRowMapper::version)
        .optional();
  }

  /** Returns the newest version of a template that is in review or in use. */
  public Optional<TemplateVersion> current(TemplateName template) {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where template = :id and state in ('IN_REVIEW', 'APPROVED', 'SCHEDULED', 'PUBLISHED')
                order by version desc limit 1
                """)
        .param("id", template.fullName())
        .query(TemplateRowMapper::version)
        .optional();
  }

  public Optional<TemplateVersion> version(TemplateName template, int version) {
    return jdbc.sql(TemplateRowMapper.VERSIONS + "where template = :id and version = :version")
        .param("id", template.fullName())
        .param("version", version)
        .query(TemplateRowMapper::version)
        .optional();
  }

  /**
   * Returns the versions of all templates that workers need, by id and number: all of the national
   * tenant, and the {@value #KEPT_VERSIONS} newest of each template of others, with the published
   * and scheduled ones.
   */
  public List<TemplateVersion> usableVersions() {
    return jdbc.sql(
            TemplateRowMapper.VERSIONS
                + """
                where state in ('SCHEDULED', 'PUBLISHED')
                  or state in ('APPROVED', 'REPLACED') and (strpos(template, '/') = 0
                    or version > (select last_version - :kept from templates where id = template))
                order by template, version
                """)
        .param("kept", KEPT_VERSIONS)
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
  public List<TemplateDraft> draftSummaries(Collection<TemplateName> templates) {
    return jdbc.sql(
            TemplateRowMapper.DRAFT_SUMMARIES + "where template = any(:ids) order by template")
        .param("ids", fullNames(templates))
        .query(TemplateRowMapper::draft)
        .list();
  }

  /** Whether a tenant has at least a number of templates, with those that have only a draft. */
  boolean hasAtLeast(String tenant, int count) {
    return jdbc.sql(
                """
                select 1 from (
                  select name from templates where tenant = :tenant
                  union select name from template_drafts where tenant = :tenant)
                limit :count
                """)
            .param("tenant", tenant)
            .param("count", count)
            .query(Integer.class)
            .list()
            .size()
        == count;
  }

  /** The bytes of a tenant's drafts and of the versions that are, or can come, in use, as JSON. */
  long bytes(String tenant) {
    return jdbc.sql(
            """
            select coalesce(sum(octet_length(source::text)), 0) from (
              select v.source from templates t join template_versions v on v.template = t.id
              where t.tenant = :tenant
                and (v.state in ('SCHEDULED', 'PUBLISHED')
                  or v.state in ('IN_REVIEW', 'APPROVED', 'REPLACED')
                    and v.version > t.last_version - :kept)
              union all
              select source from template_drafts where tenant = :tenant)
            """)
        .param("tenant", tenant)
        .param("kept", KEPT_VERSIONS)
        .query(Long.class)
        .single();
  }

  /** What {@link #bytes} was when they were counted, of all tenants but the national one. */
  long bytesOfTenants() {
    return jdbc.sql("select coalesce(sum(bytes), 0) from template_bytes")
        .query(Long.class)
        .single();
  }

  public Optional<TemplateDraft> draft(TemplateName template) {
    return jdbc.sql(TemplateRowMapper.DRAFTS + "where template = :id")
        .param("id", template.fullName())
        .query(TemplateRowMapper::draft)
        .optional();
  }

  /**
   * Returns the audit of a template, the oldest entry first.
   *
   * @param after the entry after which to start; 0 for the first page
   * @param limit the most entries
   */
  public List<TemplateAuditEntry> audit(TemplateName template, long after, int limit) {
    return jdbc.sql(
            TemplateRowMapper.AUDIT
                + "where template = :template and id > :after order by id limit :limit")
        .param("template", template.fullName())
        .param("after", after)
        .param("limit", limit)
        .query(TemplateRowMapper::audit)
        .list();
  }

  /** Returns the registrations of a template, by carrier. */
  public List<CarrierRegistration> registrations(TemplateName template) {
    return jdbc.sql(TemplateRowMapper.REGISTRATIONS + "where template = :id order by carrier")
        .param("id", template.fullName())
        .query(TemplateRowMapper::registration)
        .list();
  }

  /**
   * Returns a page of the registrations of a template, by carrier.
   *
   * @param after the last carrier of the page before; empty for the first page
   * @param limit the most registrations
   */
  public List<CarrierRegistration> registrations(TemplateName template, String after, int limit) {
    return jdbc.sql(
            TemplateRowMapper.REGISTRATIONS
                + "where template = :id and carrier > :after order by carrier limit :limit")
        .param("id", template.fullName())
        .param("after", after)
        .param("limit", limit)
        .query(TemplateRowMapper::registration)
        .list();
  }

  /** Returns the versions in force with their registrations, as they are published to workers. */
  public List<PublishedVersionRecord> publishedVersions() {
    Map<TemplateName, Map<String, Registration>> approved = new HashMap<>();
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
                summary.template().fullName(),
                summary.publishedVersion(),
                summary.since(),
                summary.revision(),
                approved.getOrDefault(summary.template(), Map.of())))
        .toList();
  }
}
