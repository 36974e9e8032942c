package dev.notifier.api.body;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many files are sent or received at the same time, because each has a thread and a part
 * of a file in memory; of a tenant fewer than in all, so that no tenant keeps the others from
 * theirs. Thread-safe.
 */
public final class TenantPermits {
  private final int limit;
  private final int limitOfTenant;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /**
   * @param limit of files in all
   * @param limitOfTenant less than that
   */
  public TenantPermits(int limit, int limitOfTenant) {
    this.limit = limit;
    this.limitOfTenant = limitOfTenant;
  }

  /** Returns whether there is room for another file: then {@link #release} has to be called. */
  public synchronized boolean isTaken(String tenant) {
    int own = taken.getOrDefault(tenant, 0);
    if (all >= limit || own >= limitOfTenant) {
      return false;
    }
    taken.put(tenant, own + 1);
    all++;
    return true;
  }

  /** A file of the tenant has ended. */
  public synchronized void release(String tenant) {
    all--;
    taken.computeIfPresent(tenant, (_, own) -> own == 1 ? null : own - 1);
  }
}
