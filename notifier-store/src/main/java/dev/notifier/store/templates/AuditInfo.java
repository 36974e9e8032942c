package dev.notifier.store.templates;

import java.util.Map;

/**
 * Who does something and why, for the audit.
 *
 * @param actor the caller's name
 * @param reason in the caller's words; empty where nothing need be said
 * @param detail more of it, without personal data
 */
public record AuditInfo(String actor, String reason, Map<String, Object> detail) {
  public AuditInfo(String actor, String reason) {
    this(actor, reason, Map.of());
  }

  AuditInfo with(Map<String, Object> more) {
    return new AuditInfo(actor, reason, more);
  }
}
