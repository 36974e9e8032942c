package dev.notifier.store.templates;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How large the templates of all tenants other than the national one are, for operators. A thread
 * of its own asks PostgreSQL each minute, for a row of each tenant, so that metrics and health
 * never wait for it. Thread-safe.
 */
public final class TenantTemplateBytes implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final double WARNING = 0.8;
  private static final int PERCENT = 100;
  private static final double MEGABYTE = 1 << 20;

  private final TemplateQueries queries;
  private final long limit;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("template-bytes").factory());

  private volatile double total = Double.NaN;

  /**
   * @param limit the most bytes
   */
  public TenantTemplateBytes(DataSource dataSource, long limit) {
    this.queries = new TemplateQueries(JdbcClient.create(dataSource));
    this.limit = limit;
  }

  /** Begins to ask. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::refresh, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  /** Asks once. */
  void refresh() {
    try {
      total = queries.bytesOfTenants();
    } catch (RuntimeException e) {
      // The last answer counts, and the schedule goes on. Whether PostgreSQL is available is
      // checked elsewhere.
    }
  }

  /**
   * The bytes, as JSON, as of the last minute, or before PostgreSQL became unavailable; NaN before
   * the first answer.
   */
  public double total() {
    return total;
  }

  /** What to do if at least 80 % of the limit are used; empty otherwise. */
  public String warning() {
    double bytes = total;
    if (Double.isNaN(bytes) || bytes < limit * WARNING) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "The templates of all tenants other than default have %.0f MB, %.0f %% of the limit: raise"
            + " notifier.limits.tenant-templates and the memory of api and worker, or have tenants"
            + " retire versions and discard drafts",
        bytes / MEGABYTE,
        bytes * PERCENT / limit);
  }
}
