package dev.notifier.worker.send.rate;

import java.util.function.LongSupplier;

/**
 * Decides whether a bind may write a segment now: within the rate that the contract and the carrier
 * allow, and only if the circuit breaker permits it. Used by one thread.
 */
public final class RateControl {
  private final AdaptiveRate rate;
  private final SubmitCircuitBreaker breaker;
  private final LongSupplier nanos;

  /**
   * @param name of the circuit breaker
   * @param share of the contracted rate, in segments per second; 0 = unlimited
   */
  public RateControl(String name, double share, LongSupplier nanos) {
    this.nanos = nanos;
    rate = new AdaptiveRate(share, nanos.getAsLong());
    breaker = new SubmitCircuitBreaker(name, nanos);
  }

  /** Acquires the permission to write one segment. */
  public boolean tryAcquire() {
    if (!breaker.tryAcquire()) {
      return false;
    }
    if (rate.tryAcquire(nanos.getAsLong())) {
      return true;
    }
    breaker.release();
    return false;
  }

  /** A permission was not used, or the response to its segment is lost or says nothing new. */
  public void release() {
    breaker.release();
  }

  /** The carrier accepted a segment. */
  public void accepted() {
    rate.accepted(nanos.getAsLong());
    breaker.succeeded();
  }

  /**
   * The carrier throttled a segment, so it works.
   *
   * @param isSession whether several numbers are throttled, so that the rate is cut; one number
   *     alone counts only in the share by which it is cut
   */
  public void throttled(boolean isSession) {
    if (isSession) {
      rate.throttled(nanos.getAsLong());
    } else {
      rate.refused(nanos.getAsLong());
    }
    breaker.succeeded();
  }

  /** The carrier rejected a segment because of the segment, so it works. */
  public void rejected() {
    breaker.succeeded();
  }

  /** The carrier failed, or did not respond. */
  public void failed() {
    breaker.failed();
  }

  /** A response contained this congestion_state; -1 = none. */
  public void congestion(int state) {
    rate.congestion(state, nanos.getAsLong());
  }

  /** The share of the contracted rate may have changed. */
  public void setContract(double share) {
    rate.setContract(share, nanos.getAsLong());
  }

  /** Whether the circuit breaker is open, so that nothing is written. */
  public boolean isCircuitOpen() {
    return breaker.isOpen();
  }

  /** Whether the circuit breaker is closed, that is, neither open nor half-open. */
  public boolean isCircuitClosed() {
    return breaker.isClosed();
  }

  /** The current rate in segments per second; 0 = unlimited. */
  public double current() {
    rate.grow(nanos.getAsLong());
    return rate.current();
  }

  /** The share of the contracted rate in segments per second; 0 = unlimited. */
  public double contract() {
    return rate.contract();
  }

  /** How many segments may be journaled and without a response when this many are outstanding. */
  public int maxPending(int window, int outstanding) {
    return rate.isLimited() ? rate.maxQueued(window) : 2 * window - outstanding;
  }
}
