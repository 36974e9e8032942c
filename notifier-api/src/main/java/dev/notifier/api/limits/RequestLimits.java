package dev.notifier.api.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * One token bucket for each key with a limit of requests, and for each user. This instance has the
 * limit of a key divided by the number of instances, at least one request a second; a second's
 * requests may come at once. Thread-safe.
 */
public final class RequestLimits {
  private static final int MAX_KEYS = 100_000;

  private final IntSupplier instances;
  private final TimeMeter clock;

  /** The key that was used last is the last; guarded by this. */
  private final Map<String, Share> shares = new LinkedHashMap<>(16, 0.75f, true);

  private record Share(int requests, Bucket bucket) {}

  /**
   * @param instances how many instances share the limits
   * @param nanos a monotonic clock
   */
  RequestLimits(IntSupplier instances, LongSupplier nanos) {
    this.instances = instances;
    this.clock = new MonotonicClock(nanos);
  }

  /**
   * Whether a request is within the limit, and what is left.
   *
   * @param remaining requests that this instance accepts now
   * @param retryAfter until it accepts one; zero if it accepts this one
   * @param untilFull until the whole share is there again
   */
  public record Decision(
      boolean accepted, long remaining, Duration retryAfter, Duration untilFull) {}

  /**
   * Takes one request of a key.
   *
   * @param requestsPerSecond the limit of the key on all instances
   */
  public Decision take(String keyId, int requestsPerSecond) {
    int share = Math.max(1, Math.ceilDiv(requestsPerSecond, instances.getAsInt()));
    return take(keyId, share, Duration.ofSeconds(1));
  }

  /**
   * Takes one request of what is not a key.
   *
   * @param id no key has it
   * @param requests in a period, on this instance; they may come at once
   */
  public Decision take(String id, int requests, Duration period) {
    ConsumptionProbe probe = bucket(id, requests, period).tryConsumeAndReturnRemaining(1);
    return new Decision(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()),
        Duration.ofNanos(probe.getNanosToWaitForReset()));
  }

  private synchronized Bucket bucket(String keyId, int share, Duration period) {
    Share known = shares.get(keyId);
    if (known != null && known.requests() == share) {
      return known.bucket();
    }
    Bucket bucket = known == null ? newBucket(share, period) : known.bucket();
    if (known != null) {
      bucket.replaceConfiguration(
          configuration(share, period), TokensInheritanceStrategy.PROPORTIONALLY);
    }
    shares.put(keyId, new Share(share, bucket));
    if (shares.size() > MAX_KEYS) {
      shares.remove(shares.keySet().iterator().next());
    }
    return bucket;
  }

  private Bucket newBucket(int share, Duration period) {
    return Bucket.builder().addLimit(limit(share, period)).withCustomTimePrecision(clock).build();
  }

  private static BucketConfiguration configuration(int share, Duration period) {
    return BucketConfiguration.builder().addLimit(limit(share, period)).build();
  }

  private static Bandwidth limit(int share, Duration period) {
    return Bandwidth.builder().capacity(share).refillGreedy(share, period).build();
  }

  /** A monotonic clock, as buckets read it. */
  private record MonotonicClock(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
