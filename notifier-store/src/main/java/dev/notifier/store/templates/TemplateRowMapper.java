package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.PgInstants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects rows of the template tables and maps them to records. */
final class TemplateRowMapper {
  static final String SUMMARIES =
      "select id, event_type, published_version, published_since, last_version, revision from templates ";
  static final String VERSIONS =
      """
      select template, version, state, source::text, authors, submitted_by, submitted_at,
             handed_over_to, publish_at
      from template_versions
      """;

  /** Versions with an empty source, which may have 256 KiB. */
  static final String VERSION_SUMMARIES = VERSIONS.replace("source::text", "'{}' as source");

  static final String DRAFTS =
      """
      select template, source::text, authors, based_on, revision, updated_by, updated_at
      from template_drafts
      """;
  static final String DRAFT_SUMMARIES =
      DRAFTS.replace(
          "source::text", "json_build_object('eventType', source->'eventType')::text as source");

  static final String AUDIT =
      "select id, template, version, action, at, actor, reason, detail::text from template_audit ";
  static final String REGISTRATIONS =
      """
      select template, carrier, registered_id, status, max_lengths::text, valid_from, valid_until,
             updated_by, updated_at
      from template_registrations
      """;

  private TemplateRowMapper() {}

  static TemplateSummary summary(ResultSet row, int number) throws SQLException {
    return new TemplateSummary(
        TemplateName.of(row.getString("id")),
        row.getString("event_type"),
        integer(row, "published_version"),
        PgInstants.get(row, "published_since"),
        row.getInt("last_version"),
        row.getLong("revision"));
  }

  static TemplateVersion version(ResultSet row, int number) throws SQLException {
    return new TemplateVersion(
        TemplateName.of(row.getString("template")),
        row.getInt("version"),
        TemplateState.valueOf(row.getString("state")),
        JsonColumns.object(row.getString("source")),
        texts(row.getArray("authors")),
        row.getString("submitted_by"),
        PgInstants.get(row, "submitted_at"),
        texts(row.getArray("handed_over_to")),
        PgInstants.getNullable(row, "publish_at"));
  }

  static TemplateDraft draft(ResultSet row, int number) throws SQLException {
    return new TemplateDraft(
        TemplateName.of(row.getString("template")),
        JsonColumns.object(row.getString("source")),
        texts(row.getArray("authors")),
        integer(row, "based_on"),
        row.getInt("revision"),
        row.getString("updated_by"),
        PgInstants.get(row, "updated_at"));
  }

  static TemplateAuditEntry audit(ResultSet row, int number) throws SQLException {
    return new TemplateAuditEntry(
        row.getLong("id"),
        TemplateName.of(row.getString("template")).id(),
        integer(row, "version"),
        row.getString("action"),
        PgInstants.get(row, "at"),
        row.getString("actor"),
        row.getString("reason"),
        JsonColumns.object(row.getString("detail")));
  }

  static CarrierRegistration registration(ResultSet row, int number) throws SQLException {
    return new CarrierRegistration(
        TemplateName.of(row.getString("template")),
        row.getString("carrier"),
        row.getString("registered_id"),
        CarrierRegistration.Status.valueOf(row.getString("status")),
        JsonColumns.lengths(row.getString("max_lengths")),
        PgInstants.getNullable(row, "valid_from"),
        PgInstants.getNullable(row, "valid_until"),
        row.getString("updated_by"),
        PgInstants.get(row, "updated_at"));
  }

  /** Converts a time to the type that the driver accepts for timestamptz. */
  static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
