package dev.notifier.worker.send.rate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A carrier in simulated time: accepts a number of segments per second (a token bucket of 100 ms
 * worth, at least one), throttles the others, and responds after a delay. The bind offers as much
 * as its rate permits, with 500 outstanding segments at most.
 */
final class SimulatedCarrier {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;
  private static final int WINDOW = 500;

  private final AdaptiveRate rate;
  private final long responseDelay;
  private final Deque<Long> responsesDue = new ArrayDeque<>();
  private final Deque<Boolean> responses = new ArrayDeque<>();
  private double perSecond;
  private double permits;
  private long now;
  int accepted;
  int throttled;

  SimulatedCarrier(AdaptiveRate rate, double perSecond, long responseDelay) {
    this.rate = rate;
    this.responseDelay = responseDelay;
    limit(perSecond);
    permits = bucket();
  }

  /** From now on this many segments per second are accepted. */
  void limit(double segmentsPerSecond) {
    perSecond = segmentsPerSecond;
  }

  void run(double seconds) {
    long until = now + Math.round(seconds * SECOND);
    for (; now < until; now += MS) {
      permits = Math.min(bucket(), permits + perSecond / 1_000);
      while (!responsesDue.isEmpty() && responsesDue.peek() <= now) {
        responsesDue.remove();
        respond(responses.remove());
      }
      while (responsesDue.size() < WINDOW && rate.tryAcquire(now)) {
        boolean accepts = permits >= 1;
        permits -= accepts ? 1 : 0;
        responsesDue.add(now + responseDelay);
        responses.add(accepts);
      }
    }
  }

  /** Runs until the rate is unlimited or has this value; returns the seconds, at most the limit. */
  double secondsUntil(double segmentsPerSecond, double limit) {
    double seconds = 0;
    while (rate.isLimited() && rate.current() < segmentsPerSecond && seconds < limit) {
      run(0.1);
      seconds += 0.1;
    }
    return seconds;
  }

  private double bucket() {
    return Math.max(1, perSecond / 10);
  }

  private void respond(boolean isAccepted) {
    if (isAccepted) {
      accepted++;
      rate.accepted(now);
    } else {
      throttled++;
      rate.throttled(now);
    }
  }
}
