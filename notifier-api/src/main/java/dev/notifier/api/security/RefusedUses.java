package dev.notifier.api.security;

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

  /**
   * Reports refused events, or one refused request.
   *
   * @param keyId the readable part of the key
   */
  public void add(String keyId, Reason reason, long count) {
    registry.counter("notifier.keys.refused", "reason", reason.id).increment(count);
    report(keyId, reason, count);
  }

  private synchronized void report(String keyId, Reason reason, long count) {
    unreported += count;
    long now = nanos.getAsLong();
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      LOG.warn(
          "{} uses of API keys beyond what they may since the last such line; the latest of key {},"
              + " because of its {}. If its holder did not do this, revoke the key.",
          unreported,
          keyId,
          reason.id);
      loggedAt = now;
      unreported = 0;
    }
  }
}
