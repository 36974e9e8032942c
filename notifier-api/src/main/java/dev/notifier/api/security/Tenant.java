package dev.notifier.api.security;

/** The tenant of a request. There is only one so far. */
public final class Tenant {
  public static final String DEFAULT = "default";

  private Tenant() {}
}
