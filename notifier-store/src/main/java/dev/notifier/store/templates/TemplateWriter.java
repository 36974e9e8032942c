package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.JsonText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the template tables, in the transaction of the current thread. */
final class TemplateWriter {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  TemplateWriter(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void putDraft(
      TemplateName template,
      Map<String, Object> source,
      Set<String> authors,
      @Nullable Integer basedOn,
      String actor) {
    jdbc.sql(
            """
            insert into template_drafts
              (template, source, authors, based_on, revision, updated_by, updated_at)
            values (:template, :source::jsonb, :authors, :basedOn, 1, :actor, :now)
            on conflict (template) do update
            set source = excluded.source, authors = excluded.authors,
                revision = template_drafts.revision + 1, updated_by = excluded.updated_by,
                updated_at = excluded.updated_at
            """)
        .param("template", template.fullName())
        .param("source", JsonText.write(source))
        .param("authors", authors.toArray(String[]::new))
        .param("basedOn", basedOn)
        .param("actor", actor)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .update();
  }

  void putRegistration(CarrierRegistration registration, String actor) {
    jdbc.sql(
            """
            insert into template_registrations
              (template, carrier, registered_id, status, max_lengths, valid_from, valid_until,
               updated_by, updated_at)
            values (:template, :carrier, :registeredId, :status, :maxLengths::jsonb, :validFrom,
               :validUntil, :actor, :now)
            on conflict (template, carrier) do update
            set registered_id = excluded.registered_id, status = excluded.status,
                max_lengths = excluded.max_lengths, valid_from = excluded.valid_from,
                valid_until = excluded.valid_until, updated_by = excluded.updated_by,
                updated_at = excluded.updated_at
            """)
        .param("template", registration.template().fullName())
        .param("carrier", registration.carrier())
        .param("registeredId", registration.registeredId())
        .param("status", registration.status().name())
        .param("maxLengths", JsonText.write(registration.maxLengths()))
        .param("validFrom", TemplateRowMapper.time(registration.validFrom()))
        .param("validUntil", TemplateRowMapper.time(registration.validUntil()))
        .param("actor", actor)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .update();
  }

  void updateState(
      TemplateName template, int version, TemplateState state, @Nullable Instant publishAt) {
    jdbc.sql(
            """
            update template_versions set state = :state, publish_at = :publishAt
            where template = :template and version = :version
            """)
        .param("state", state.name())
        .param("publishAt", TemplateRowMapper.time(publishAt))
        .param("template", template.fullName())
        .param("version", version)
        .update();
  }

  /** Sets the version in force to replaced, unless it is the given one. */
  void replaceOthers(TemplateName template, int version) {
    jdbc.sql(
            """
            update template_versions set state = 'REPLACED'
            where template = :template and version <> :version and state = 'PUBLISHED'
            """)
        .param("template", template.fullName())
        .param("version", version)
        .update();
  }

  /** Increments the revision, so that the change is published to workers. */
  void incrementRevision(TemplateName template) {
    jdbc.sql("update templates set revision = revision + 1 where id = :id")
        .param("id", template.fullName())
        .update();
  }

  void setPublished(TemplateName template, @Nullable Integer version) {
    jdbc.sql(
            """
            update templates set published_version = :version, published_since = :now, revision = revision + 1
            where id = :template
            """)
        .param("version", version)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .param("template", template.fullName())
        .update();
  }

  /** Creates the template if it does not exist, and returns the number for a new version. */
  int nextVersion(TemplateName template, String eventType) {
    return jdbc.sql(
            """
            insert into templates (id, event_type, published_version, published_since, revision, last_version)
            values (:template, :eventType, null, :now, 1, 1)
            on conflict (id) do update
            set last_version = templates.last_version + 1
            returning last_version
            """)
        .param("template", template.fullName())
        .param("eventType", eventType)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .query(Integer.class)
        .single();
  }

  void insertVersion(
      TemplateName template,
      int version,
      TemplateState state,
      Map<String, Object> source,
      List<String> authors,
      String actor) {
    jdbc.sql(
            """
            insert into template_versions
              (template, version, state, source, authors, submitted_by, submitted_at)
            values (:template, :version, :state, :source::jsonb, :authors, :actor, :now)
            """)
        .param("template", template.fullName())
        .param("version", version)
        .param("state", state.name())
        .param("source", JsonText.write(source))
        .param("authors", authors.toArray(String[]::new))
        .param("actor", actor)
        .param("now", TemplateRowMapper.time(clock.instant()))
        .update();
  }

  void putBytes(String tenant, long bytes) {
    jdbc.sql(
            """
            insert into template_bytes (tenant, bytes) values (:tenant, :bytes)
            on conflict (tenant) do update set bytes = excluded.bytes
            """)
        .param("tenant", tenant)
        .param("bytes", bytes)
        .update();
  }

  void deleteDraft(TemplateName template) {
    jdbc.sql("delete from template_drafts where template = :template")
        .param("template", template.fullName())
        .update();
  }
}
