package dev.notifier.api.security;

/** On whose behalf a call is made. There is one key and so one tenant. */
public final class Tenant {
  public static final String DEFAULT = "default";

  private Tenant() {}
}
