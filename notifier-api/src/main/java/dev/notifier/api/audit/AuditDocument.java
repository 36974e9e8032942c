package dev.notifier.api.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit.
 *
 * @param detail JSON, as it was stored
 */
record AuditDocument(
    UUID id,
    Instant at,
    String actor,
    String actorKind,
    String operation,
    String outcome,
    @Nullable Target target,
    @Nullable String subjectRef,
    @Nullable String reason,
    @Nullable String requestId,
    @Nullable String network,
    @JsonRawValue @Nullable String detail,
    List<UUID> notifications) {

  /**
   * What it was done to.
   *
   * @param name how people call it; null if the id is its name, if it no longer exists, or if the
   *     reader may not see it
   */
  record Target(String kind, String id, @Nullable String name) {}

  /**
   * A page, the newest first.
   *
   * @param next null on the last page
   */
  record All(List<AuditDocument> entries, @Nullable String next) {}

  static AuditDocument of(AuditRow row, Map<AuditEntry.Target, String> names) {
    AuditEntry.Target target = AuditTargets.of(row);
    return new AuditDocument(
        row.id(),
        row.at(),
        text(row, "actor"),
        text(row, "actor_kind"),
        text(row, "operation"),
        text(row, "outcome"),
        target == null ? null : new Target(target.kind(), target.id(), names.get(target)),
        row.text("subject_ref"),
        row.text("reason"),
        row.text("request_id"),
        row.text("network"),
        row.text("detail"),
        row.notifications());
  }

  private static String text(AuditRow row, String column) {
    return Objects.requireNonNull(row.text(column), column);
  }
}
