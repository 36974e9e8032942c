package dev.notifier.store.access;

import java.time.LocalDate;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the tests of templates that each caller sends on a day, for their limit. A caller has one
 * row, whose count begins again with each day. Takes part in the transaction of the caller.
 * Thread-safe.
 */
public final class TemplateTestDays {
  private final JdbcClient jdbc;

  public TemplateTestDays(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Counts a test. Parallel calls never exceed the limit.
   *
   * @param caller the name of who sends it
   * @param today in Vietnam
   * @param limit the most tests of a day; positive
   * @return how many there are today with this one; empty if the limit is reached
   */
  public OptionalInt add(String tenant, String caller, LocalDate today, int limit) {
    return jdbc.sql(
            """
            insert into template_test_days as known (tenant, caller, day, messages)
            values (:tenant, :caller, :today, 1)
            on conflict (tenant, caller) do update
            set day = excluded.day,
                messages = case when known.day = excluded.day then known.messages + 1 else 1 end
            where known.day <> excluded.day or known.messages < :limit
            returning messages
            """)
        .param("tenant", tenant)
        .param("caller", caller)
        .param("today", today)
        .param("limit", limit)
        .query(Integer.class)
        .optional()
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }
}
