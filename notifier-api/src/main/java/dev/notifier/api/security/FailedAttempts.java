package dev.notifier.api.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits and reports the requests without a valid key: an address may have {@link #BURST} at once
 * and then one each second, and the log has one line a minute. Thread-safe.
 */
public final class FailedAttempts {
  /** Failures of one address that are answered with 401 before the first 429. */
  static final int BURST = 20;

  static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);
  private static final long NANOS_PER_ATTEMPT = Duration.ofSeconds(1).toNanos();
  private static final int MAX_ADDRESSES = 10_000;

  private final LongSupplier nanos;

  /** For each address, when all its attempts will be forgotten; the oldest address first. */
  private final Map<String, Long> forgottenAt = new LinkedHashMap<>();

  private long loggedAt;
  private long unreported;

  /**
   * @param nanos a monotonic clock
   */
  public FailedAttempts(LongSupplier nanos) {
    this.nanos = nanos;
    this.loggedAt = nanos.getAsLong() - LOG_INTERVAL.toNanos();
  }

  /** Counts a failure; false if its address had too many. */
  synchronized boolean add(String address) {
    long now = nanos.getAsLong();
    report(address, now);
    @SuppressWarnings("NullAway") // remove returns null for a new address
    Long stored = forgottenAt.remove(address);
    long start = stored == null ? now : now + Math.max(0, stored - now);
    boolean allowed = start - now < BURST * NANOS_PER_ATTEMPT;
    forgottenAt.put(address, allowed ? start + NANOS_PER_ATTEMPT : start);
    if (forgottenAt.size() > MAX_ADDRESSES) {
      forgottenAt.remove(forgottenAt.keySet().iterator().next());
    }
    return allowed;
  }

  private void report(String address, long now) {
    unreported++;
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      LOG.warn(
          "{} requests without a valid API key since the last such line; the latest came from {}",
          unreported,
          masked(address));
      loggedAt = now;
      unreported = 0;
    }
  }

  /** The network of an address: 24 bits of IPv4, 48 bits of IPv6. */
  public static String masked(String address) {
    if (address.indexOf(':') < 0) {
      return address.replaceFirst("\\.\\d+$", ".*");
    }
    String[] groups = address.split(":", 4);
    return groups[0] + ":" + groups[1] + ":" + (groups.length > 2 ? groups[2] : "") + ":*";
  }
}
