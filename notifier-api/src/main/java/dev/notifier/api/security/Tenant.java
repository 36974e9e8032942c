package dev.notifier.api.security;

import dev.notifier.contracts.tenants.Tenants;

/** The first tenant, which the configured keys belong to. */
public final class Tenant {
  public static final String DEFAULT = Tenants.NATIONAL;

  private Tenant() {}
}
