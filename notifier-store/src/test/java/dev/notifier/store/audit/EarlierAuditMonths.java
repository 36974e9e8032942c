package dev.notifier.store.audit;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database that takes audit entries of any time. A new one begins with this month, so that in the
 * first two hours of a month an entry of two hours ago has no partition.
 */
final class EarlierAuditMonths {
  private EarlierAuditMonths() {}

  static Database migrated() {
    Database database = MigratedDatabase.create();
    JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    jdbc.execute(
        Objects.requireNonNull(
            jdbc.queryForObject(
                "select format('create table audit_earlier partition of audit for values"
                    + " from (minvalue) to (%L)', lowest_id(min(month))) from audit_months() month",
                String.class)));
    return database;
  }
}
