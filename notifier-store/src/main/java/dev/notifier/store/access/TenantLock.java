package dev.notifier.store.access;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes limits of a tenant exact: a transaction that counts and then inserts locks the tenant
 * first, in a statement of its own, so that the count sees what others have inserted.
 */
public final class TenantLock {
  private TenantLock() {}

  /**
   * Locks a tenant until the end of the transaction of the caller. Rows that refer to it can be
   * inserted meanwhile.
   */
  public static void lock(JdbcClient jdbc, String tenant) {
    jdbc.sql("select id from tenants where id = :id for no key update")
        .param("id", tenant)
        .query((_, _) -> true)
        .list();
  }
}
