package dev.notifier.api.security;

/** The first tenant, which the configured keys belong to. */
public final class Tenant {
  public static final String DEFAULT = "default";

  private Tenant() {}
}
