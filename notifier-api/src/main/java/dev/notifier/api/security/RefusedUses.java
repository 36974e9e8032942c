package dev.notifier.api.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what a right key tried beyond what it may: somebody may have stolen it. Counts each in
 * {@code notifier.keys.refused}, and logs one line a minute. Thread-safe.
 */
public final class RefusedUses {
  static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(RefusedUses.class);

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private long loggedAt;
  private long unreported;

  /**
   * @param nanos a monotonic clock
   */
  public RefusedUses(MeterRegistry registry, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
    this.loggedAt = nanos.getAsLong() - LOG_INTERVAL.toNanos();
    // A series must exist before its first refusal, otherwise Prometheus misses that one.
    for (Reason reason : Reason.values()) {
      counter(reason);
    }
  }

  /** What was refused. */
  public enum Reason {
    NETWORK("network"),
    EVENT_TYPE("event-type"),
    DAILY_LIMIT("daily-limit"),
    TEAM_NUMBER("team-number");

    private final String id;

    Reason(String id) {
      this.id = id;
    }
  }

  /** Reports a refused event or request, of the key with this readable part. */
  public void add(String keyId, Reason reason) {
    count(reason);
    report(keyId, reason);
  }

  /** Counts a refused event without a line in the log. */
  public void count(Reason reason) {
    counter(reason).increment();
  }

  private Counter counter(Reason reason) {
    return registry.counter("notifier.keys.refused", "reason", reason.id);
  }

  private synchronized void report(String keyId, Reason reason) {
    unreported++;
    long now = nanos.getAsLong();
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      LOG.warn(
          "{} requests with API keys beyond what they may since the last such line; the latest with"
              + " key {}, because of its {}. If its holder did not do this, revoke the key.",
          unreported,
          keyId,
          reason.id);
      loggedAt = now;
      unreported = 0;
    }
  }
}
