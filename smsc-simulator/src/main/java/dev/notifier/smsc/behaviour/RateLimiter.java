package dev.notifier.smsc.behaviour;

import java.util.Map;

/**
 * Enforces the rate of {@link SubmitLimits} with a token bucket for each account or session. A
 * bucket fills evenly and starts full; a refused submit takes no token. Not thread-safe.
 */
public final class RateLimiter {
  private static final int MAX_BUCKETS = 10_000;
  private static final int MILLI_TOKENS_PER_TOKEN = 1_000;
  private static final int SLOTS = 20;
  private static final long SLOT_MS = 50;
  private static final int BURSTS_PER_SECOND = 10;

  private final SubmitLimits limits;
  private final Map<String, TokenBucket> buckets = new LruMap<>(MAX_BUCKETS);

  RateLimiter(SubmitLimits limits) {
    this.limits = limits;
  }

  /** Takes a token if there is one. Returns whether the submit_sm is within the rate. */
  public boolean tryAcquire(String account, int session, long nowMs) {
    return limits.submitsPerSecond() == 0 || bucket(account, session, nowMs).take(nowMs);
  }

  /** Returns the congestion_state to report, 0..255, or -1 for none. */
  public int congestionState(String account, int session, long nowMs) {
    return switch (limits.congestion()) {
      case NEVER -> -1;
      case FIXED -> limits.congestionState();
      case LOAD -> {
        long percent =
            100L
                * bucket(account, session, nowMs).countLastSecond(nowMs)
                / limits.submitsPerSecond();
        yield (int) Math.min(100, percent);
      }
    };
  }

  private TokenBucket bucket(String account, int session, long nowMs) {
    String key = limits.per() == SubmitLimits.Per.ACCOUNT ? account : String.valueOf(session);
    TokenBucket known = buckets.get(key);
    if (known == null) {
      known = new TokenBucket(limits, nowMs);
      buckets.put(key, known);
    }
    return known;
  }

  private static final class TokenBucket {
    private final long perSecond;
    private final long capacityMilliTokens;
    private final int[] slots = new int[SLOTS];
    private long milliTokens;
    private long lastRefillMs;
    private long slot;

    TokenBucket(SubmitLimits limits, long nowMs) {
      perSecond = limits.submitsPerSecond();
      long burst = limits.burst() > 0 ? limits.burst() : Math.max(1, perSecond / BURSTS_PER_SECOND);
      capacityMilliTokens = burst * MILLI_TOKENS_PER_TOKEN;
      milliTokens = capacityMilliTokens;
      lastRefillMs = nowMs;
      slot = nowMs / SLOT_MS;
    }

    boolean take(long nowMs) {
      advance(nowMs);
      slots[(int) (slot % SLOTS)]++;
      // A token per second is a thousandth of a token per millisecond.
      long elapsedMs = Math.clamp(nowMs - lastRefillMs, 0, capacityMilliTokens);
      milliTokens = Math.min(capacityMilliTokens, milliTokens + elapsedMs * perSecond);
      lastRefillMs = nowMs;
      if (milliTokens < MILLI_TOKENS_PER_TOKEN) {
        return false;
      }
      milliTokens -= MILLI_TOKENS_PER_TOKEN;
      return true;
    }

    int countLastSecond(long nowMs) {
      advance(nowMs);
      int sum = 0;
      for (int count : slots) {
        sum += count;
      }
      return sum;
    }

    private void advance(long nowMs) {
      long now = Math.max(slot, nowMs / SLOT_MS);
      for (long next = Math.max(slot + 1, now - SLOTS + 1); next <= now; next++) {
        slots[(int) (next % SLOTS)] = 0;
      }
      slot = now;
    }
  }
}
