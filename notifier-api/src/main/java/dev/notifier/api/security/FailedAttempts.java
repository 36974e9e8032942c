package dev.notifier.api.security;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits and reports failures, such as requests without a valid key: an address (of IPv6, a network
 * of 64 bits, because one machine can have all its addresses; RFC 4291, 2.5.1) may have {@link
 * #BURST} at once and then one each second, and the log has one line a minute. Thread-safe.
 */
public final class FailedAttempts {
  /** Failures of one address that are answered with 401 before the first 429. */
  static final int BURST = 20;

  static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);
  private static final int NETWORK_BYTES = 8;
  private static final int MAX_ADDRESSES = 10_000;

  private final String what;
  private final long nanosPerAttempt;
  private final LongSupplier nanos;

  /** For each address, when all its attempts will be forgotten; the oldest address first. */
  private final Map<String, Long> forgottenAt = new LinkedHashMap<>();

  private long loggedAt;
  private long unreported;

  /**
   * For requests without a valid key.
   *
   * @param nanos a monotonic clock
   */
  public FailedAttempts(LongSupplier nanos) {
    this("requests without a valid API key", nanos);
  }

  /**
   * For others.
   *
   * @param what fails, for the log, in the plural
   * @param nanos a monotonic clock
   */
  public FailedAttempts(String what, LongSupplier nanos) {
    this(what, Duration.ofSeconds(1), nanos);
  }

  /**
   * For others.
   *
   * @param perAttempt how long an attempt is remembered after those before it
   */
  public FailedAttempts(String what, Duration perAttempt, LongSupplier nanos) {
    this.what = what;
    this.nanosPerAttempt = perAttempt.toNanos();
    this.nanos = nanos;
    this.loggedAt = nanos.getAsLong() - LOG_INTERVAL.toNanos();
  }

  /** How many attempts of an address are remembered, at most about {@link #BURST}. */
  public synchronized int count(String address) {
    Long stored = forgottenAt.get(machine(address));
    long left = stored == null ? 0 : Math.max(0, stored - nanos.getAsLong());
    return (int) Math.ceilDiv(left, nanosPerAttempt);
  }

  /** Counts a failure; false if its address had too many. */
  public synchronized boolean add(String address) {
    report(address);
    return reserve(address);
  }

  /**
   * Counts an attempt that may fail, so that parallel ones do not exceed the limit.
   *
   * @return false if its address had too many failures; then nothing is counted
   */
  public synchronized boolean reserve(String address) {
    long now = nanos.getAsLong();
    String machine = machine(address);
    @SuppressWarnings("NullAway") // remove returns null for a new address
    Long stored = forgottenAt.remove(machine);
    long start = stored == null ? now : now + Math.max(0, stored - now);
    boolean allowed = start - now < BURST * nanosPerAttempt;
    forgottenAt.put(machine, allowed ? start + nanosPerAttempt : start);
    if (forgottenAt.size() > MAX_ADDRESSES) {
      forgottenAt.remove(forgottenAt.keySet().iterator().next());
    }
    return allowed;
  }

  /** Takes back an attempt that did not fail. */
  public synchronized void giveBack(String address) {
    forgottenAt.computeIfPresent(machine(address), (_, at) -> at - nanosPerAttempt);
  }

  /** Reports a failure that was counted before. */
  public synchronized void report(String address) {
    long now = nanos.getAsLong();
    unreported++;
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      LOG.warn(
          "{} {} since the last such line; the latest came from {}",
          unreported,
          what,
          masked(address));
      loggedAt = now;
      unreported = 0;
    }
  }

  /** What counts as one: an address, and of IPv6 a network of 64 bits. */
  public static String machine(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address.replaceFirst("%.*", "")).getAddress();
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    } catch (IllegalArgumentException e) {
      return address;
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
