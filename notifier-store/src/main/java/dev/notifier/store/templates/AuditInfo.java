package dev.notifier.store.templates;

import java.util.Map;

/**
 * The person who performs an action, and the reason, for the audit.
 *
 * @param actor the name of the operator
 * @param reason the reason that the operator gave; may be empty
 * @param detail details, without personal data
 */
public record AuditInfo(String actor, String reason, Map<String, Object> detail) {
  public AuditInfo(String actor, String reason) {
    this(actor, reason, Map.of());
  }

  AuditInfo with(Map<String, Object> detail) {
    return new AuditInfo(actor, reason, detail);
  }
}
