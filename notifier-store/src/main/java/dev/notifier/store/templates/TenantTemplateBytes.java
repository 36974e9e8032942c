package dev.notifier.store.templates;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How large the templates of all tenants other than the national one are, for operators. Asks
 * PostgreSQL at most once a minute, for a row of each tenant. Thread-safe.
 */
public final class TenantTemplateBytes {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final double WARNING = 0.8;
  private static final int PERCENT = 100;
  private static final double MEGABYTE = 1 << 20;

  private final JdbcTemplate jdbc;
  private final long limit;
  private final LongSupplier nanoTime;
  private long total;
  private @Nullable Long askedAt;

  /**
   * @param limit the most bytes
   * @param nanoTime a monotonic clock
   */
  public TenantTemplateBytes(DataSource dataSource, long limit, LongSupplier nanoTime) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** The bytes, as JSON, as of the last minute; while PostgreSQL is unavailable, those before. */
  public synchronized long total() {
    long now = nanoTime.getAsLong();
    if (askedAt == null || now - askedAt >= INTERVAL.toNanos()) {
      askedAt = now;
      total = ask();
    }
    return total;
  }

  private long ask() {
    try {
      Long sum =
          jdbc.queryForObject("select coalesce(sum(bytes), 0) from template_bytes", Long.class);
      return sum == null ? 0 : sum;
    } catch (DataAccessException e) {
      return total; // Whether PostgreSQL is available is checked elsewhere.
    }
  }

  /** What to do if at least 80 % of the limit are used; empty otherwise. */
  public String warning() {
    long bytes = total();
    if (bytes < limit * WARNING) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "The templates of all tenants other than default have %.0f MB, %d %% of the limit: raise"
            + " notifier.limits.tenant-templates and the memory of api and worker, or have tenants"
            + " retire versions and discard drafts",
        bytes / MEGABYTE,
        bytes * PERCENT / limit);
  }
}
