package dev.notifier.store.templates;

import java.util.Map;

/**
 * Who does something and why, for the audit.
 *
 * @param by the caller's name
 * @param why in the caller's words; empty where nothing need be said
 * @param detail more of it, without personal data
 */
public record AuditInfo(String by, String why, Map<String, Object> detail) {
  public AuditInfo(String by, String why) {
    this(by, why, Map.of());
  }

  AuditInfo with(Map<String, Object> more) {
    return new AuditInfo(by, why, more);
  }
}
