package dev.notifier.api.security;

/** What is known about tenants. Thread-safe; never waits for another program. */
public interface TenantStates {
  /** What its callers may do. */
  enum State {
    ACTIVE,
    /** Its callers are refused. */
    SUSPENDED,
    /** No one has made it. */
    UNKNOWN,
    /** The tenants have not been read yet. */
    UNREAD
  }

  /** The state of a tenant; a test tenant has that of its tenant. */
  State of(String tenant);
}
