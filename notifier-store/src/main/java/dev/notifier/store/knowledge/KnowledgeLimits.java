package dev.notifier.store.knowledge;

import dev.notifier.contracts.tenants.Tenants;

/**
 * How much a tenant may have. All programs keep the published variants in memory; an index has
 * those of a tenant, of its test tenant and of the national one.
 *
 * @param national the most entries, and the most published variants, of the national tenant
 * @param tenant likewise, of each other tenant
 * @param versions the most versions of an entry
 */
public record KnowledgeLimits(int national, int tenant, int versions) {
  /** 5,000 variants in an index. */
  public static final KnowledgeLimits DEFAULT = new KnowledgeLimits(4_000, 500, 1_000);

  int of(String name) {
    return Tenants.isNational(name) ? national : tenant;
  }
}
