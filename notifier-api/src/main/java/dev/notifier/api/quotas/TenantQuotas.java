package dev.notifier.api.quotas;

import dev.notifier.contracts.Category;
import dev.notifier.store.counters.UsageStore.Month;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tenants have used of their monthly quotas, in memory. The sums of all tenants are read every
 * five seconds; while PostgreSQL is unavailable, the last ones count, and those of a month that has
 * ended do not. So nothing is refused because of a failure. Intake never waits for it. Thread-safe.
 */
public final class TenantQuotas implements AutoCloseable {
  /** Until a refused event may be accepted, because an administrator has raised the quota. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** The sums are older than they may be; longer than a restart of a worker. */
  private static final Duration STALE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(TenantQuotas.class);

  private final Supplier<Month> source;
  private final Limits limits;
  private final LongSupplier nanos;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("quotas").factory());

  /** What was logged of each tenant in the month; used by one thread at a time. */
  private final Map<String, QuotaLevel> reported = new HashMap<>();

  private @Nullable YearMonth reportedMonth;
  private boolean failureLogged;
  private volatile @Nullable Sums last;

  /** The quotas of tenants. Thread-safe; never waits for another program. */
  public interface Limits {
    /** The quota of a tenant; null if it has none. */
    @Nullable Long of(String tenant);

    /** The quotas of all tenants that have one. */
    Map<String, Long> all();
  }

  /**
   * @param readAt by the monotonic clock
   */
  private record Sums(Month month, long readAt) {}

  /**
   * @param source reads what tenants have used; may take seconds and throw
   * @param nanos a monotonic clock
   */
  public TenantQuotas(Supplier<Month> source, Limits limits, LongSupplier nanos) {
    this.source = source;
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Begins to read. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::refresh, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  /** Whether only events of the categories OTP and SERVICE are accepted from a tenant. */
  public boolean isReached(String tenant) {
    Long limit = limits.of(tenant);
    return limit != null && QuotaLevel.of(used(tenant), limit) == QuotaLevel.REACHED;
  }

  /** How many segments of its quota a tenant has left; null if it has no quota. */
  public @Nullable Long left(String tenant) {
    Long limit = limits.of(tenant);
    return limit == null ? null : Math.max(0, limit - used(tenant));
  }

  /** Whether events of a category are accepted beyond the quota. */
  public static boolean continues(Category category) {
    return switch (category) {
      case OTP, SERVICE -> true;
      case GENERAL_INFO, ADVERTISING -> false;
    };
  }

  /** After how many seconds a refused event may be accepted, from 1 to 3,600. */
  public static long retryAfterSeconds(Instant now) {
    Instant next = month(now).plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    long seconds = Duration.between(now, next).toSeconds() + 1;
    return Math.min(MAX_RETRY_AFTER.toSeconds(), seconds);
  }

  /** What a tenant has used; null if it has not been read yet. */
  @Nullable QuotaDocument find(String tenant) {
    Sums sums = last;
    if (sums == null) {
      return null;
    }
    Month month = current(sums);
    Long limit = limits.of(tenant);
    long used = month == null ? 0 : month.segments().getOrDefault(tenant, 0L);
    return new QuotaDocument(
        tenant,
        (month == null ? monthNow(sums) : month.month()).toString(),
        limit,
        used,
        QuotaLevel.of(used, limit),
        month == null ? null : month.countedAt());
  }

  /** How many tenants with a quota are at each level. */
  public Map<QuotaLevel, Integer> levels() {
    Map<QuotaLevel, Integer> levels = new EnumMap<>(QuotaLevel.class);
    limits
        .all()
        .forEach(
            (tenant, limit) -> levels.merge(QuotaLevel.of(used(tenant), limit), 1, Integer::sum));
    return levels;
  }

  /** What is wrong, for operators; empty if nothing is, or no tenant has a quota. */
  public String warning() {
    if (limits.all().isEmpty()) {
      return "";
    }
    Sums sums = last;
    if (sums == null || nanos.getAsLong() - sums.readAt() > STALE.toNanos()) {
      return "what tenants have used of their quotas has not been read for 2 minutes; the last"
          + " values count; check that PostgreSQL runs";
    }
    Month month = sums.month();
    Instant begun = month.month().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant counted = Objects.requireNonNullElse(month.countedAt(), begun);
    if (counted.plus(STALE).isBefore(month.readAt())) {
      return "what tenants have used of their quotas has not been counted for 2 minutes; check that"
          + " a worker runs, and its job quotas";
    }
    return warning(levels());
  }

  private static String warning(Map<QuotaLevel, Integer> levels) {
    int reached = levels.getOrDefault(QuotaLevel.REACHED, 0);
    int near =
        levels.getOrDefault(QuotaLevel.WARNING_80, 0)
            + levels.getOrDefault(QuotaLevel.WARNING_95, 0);
    return reached + near == 0
        ? ""
        : reached
            + " tenants have used their monthly quota, and "
            + near
            + " have used 80 % of it; the log names them";
  }

  /** Reads the sums once. */
  void refresh() {
    try {
      long asked = nanos.getAsLong();
      Month month = source.get();
      last = new Sums(month, asked);
      failureLogged = false;
      report(month);
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failureLogged) {
        LOG.warn(
            "What tenants have used of their quotas cannot be read; the last values count: {}",
            e.getClass().getSimpleName());
      }
      failureLogged = true;
    }
  }

  /** Logs each level of a tenant once in a month. */
  private void report(Month month) {
    if (!month.month().equals(reportedMonth)) {
      reported.clear();
      reportedMonth = month.month();
    }
    limits
        .all()
        .forEach((tenant, limit) -> {
          QuotaLevel level = QuotaLevel.of(month.segments().getOrDefault(tenant, 0L), limit);
          QuotaLevel before = reported.getOrDefault(tenant, QuotaLevel.OK);
          if (level.compareTo(before) > 0) {
            LOG.warn(
                "The tenant {} has used {} % of its {} segments of {}{}",
                tenant,
                level.percent(),
                limit,
                month.month(),
                level == QuotaLevel.REACHED
                    ? "; its events of the categories GENERAL_INFO and ADVERTISING are refused"
                    : "");
          }
          if (level.compareTo(before) > 0) {
            reported.put(tenant, level);
          }
        });
  }

  private long used(String tenant) {
    Sums sums = last;
    Month month = sums == null ? null : current(sums);
    return month == null ? 0 : month.segments().getOrDefault(tenant, 0L);
  }

  /** Null if another month has begun since the sums were read. */
  private @Nullable Month current(Sums sums) {
    return sums.month().month().isBefore(monthNow(sums)) ? null : sums.month();
  }

  /** By PostgreSQL's clock, which decides the month in which a message counts. */
  private YearMonth monthNow(Sums sums) {
    return month(sums.month().readAt().plusNanos(nanos.getAsLong() - sums.readAt()));
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
