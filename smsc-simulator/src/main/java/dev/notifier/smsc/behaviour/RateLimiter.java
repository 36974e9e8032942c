package dev.notifier.smsc.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rate of {@link SubmitLimits}: a token bucket for each account or session. It fills evenly, a
 * refused submit takes no token, and it starts full. Not thread-safe.
 */
public final class RateLimiter {
  private static final int MAX_METERS = 10_000;
  private static final int WHOLE_TOKEN = 1_000;
  private static final int SLOTS = 20;
  private static final long SLOT_MS = 50;
  private static final int BURSTS_A_SECOND = 10;

  private final SubmitLimits limits;
  private final Map<String, TokenBucket> meters = new LastUsed();

  RateLimiter(SubmitLimits limits) {
    this.limits = limits;
  }

  /** Whether one more submit_sm is within the rate. */
  public boolean admits(String account, int session, long nowMs) {
    return limits.submitsPerSecond() == 0 || meter(account, session, nowMs).take(nowMs);
  }

  /** The congestion_state to report, 0..255, or -1 for none. */
  public int congestionState(String account, int session, long nowMs) {
    return switch (limits.congestion()) {
      case NEVER -> -1;
      case FIXED -> limits.congestionState();
      case LOAD -> {
        long percent =
            100L * meter(account, session, nowMs).lastSecond(nowMs) / limits.submitsPerSecond();
        yield (int) Math.min(100, percent);
      }
    };
  }

  private TokenBucket meter(String account, int session, long nowMs) {
    String key = limits.per() == SubmitLimits.Per.ACCOUNT ? account : String.valueOf(session);
    TokenBucket known = meters.get(key);
    if (known == null) {
      known = new TokenBucket(limits, nowMs);
      meters.put(key, known);
    }
    return known;
  }

  private static final class TokenBucket {
    private final long perSecond;
    private final long fullMilliTokens;
    private final int[] slots = new int[SLOTS];
    private long milliTokens;
    private long filledMs;
    private long slot;

    TokenBucket(SubmitLimits limits, long nowMs) {
      perSecond = limits.submitsPerSecond();
      long burst = limits.burst() > 0 ? limits.burst() : Math.max(1, perSecond / BURSTS_A_SECOND);
      fullMilliTokens = burst * WHOLE_TOKEN;
      milliTokens = fullMilliTokens;
      filledMs = nowMs;
      slot = nowMs / SLOT_MS;
    }

    boolean take(long nowMs) {
      turn(nowMs);
      slots[(int) (slot % SLOTS)]++;
      // Tokens a second are thousandths of a token a millisecond.
      long gainedMs = Math.clamp(nowMs - filledMs, 0, fullMilliTokens);
      milliTokens = Math.min(fullMilliTokens, milliTokens + gainedMs * perSecond);
      filledMs = nowMs;
      if (milliTokens < WHOLE_TOKEN) {
        return false;
      }
      milliTokens -= WHOLE_TOKEN;
      return true;
    }

    int lastSecond(long nowMs) {
      turn(nowMs);
      int sum = 0;
      for (int some : slots) {
        sum += some;
      }
      return sum;
    }

    private void turn(long nowMs) {
      long now = Math.max(slot, nowMs / SLOT_MS);
      for (long next = Math.max(slot + 1, now - SLOTS + 1); next <= now; next++) {
        slots[(int) (next % SLOTS)] = 0;
      }
      slot = now;
    }
  }

  @SuppressWarnings("serial")
  private static final class LastUsed extends LinkedHashMap<String, TokenBucket> {
    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
      return size() > MAX_METERS;
    }
  }
}
