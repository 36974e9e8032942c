package dev.notifier.worker.submit;

import java.util.function.LongSupplier;

/**
 * How fast a bind may write right now: the rate that the contract and the carrier allow, and the
 * breaker that opens when the carrier fails. One thread.
 */
final class RateControl {
  private final AdaptiveRate rate;
  private final SubmitCircuitBreaker breaker;
  private final LongSupplier nanos;

  RateControl(Bind bind, double share, LongSupplier nanos) {
    this.nanos = nanos;
    rate = new AdaptiveRate(share, nanos.getAsLong());
    breaker = new SubmitCircuitBreaker("bind-" + bind, nanos);
  }

  /** Takes the permission to write one segment. */
  boolean take() {
    if (!breaker.take()) {
      return false;
    }
    if (rate.take(nanos.getAsLong())) {
      return true;
    }
    breaker.giveBack();
    return false;
  }

  /** The permission was not used, or its answer will not be heard. */
  void giveBack() {
    breaker.giveBack();
  }

  /** The carrier took a segment. */
  void accepted() {
    rate.accepted(nanos.getAsLong());
    breaker.worked();
  }

  /** The carrier said: too fast. It works, then. */
  void tooFast() {
    rate.refused(nanos.getAsLong());
    breaker.worked();
  }

  /** The carrier refused a segment for its own sake. */
  void refused() {
    breaker.worked();
  }

  /** The carrier said: not now; or it said nothing. */
  void failed() {
    breaker.failed();
  }

  void congestion(int state) {
    rate.congestion(state, nanos.getAsLong());
  }

  void contract(double share) {
    rate.contract(share, nanos.getAsLong());
  }

  /** Whether the carrier fails so often that nothing is written for a while. */
  boolean isTripped() {
    return breaker.isOpen();
  }

  /** Whether the carrier has not failed lately: no trials are under way. */
  boolean isSound() {
    return breaker.isClosed();
  }

  /** Segments a second that are allowed now; 0 = no limit. */
  double allowed() {
    return rate.allowed();
  }

  /** The share of the contract; 0 = none. */
  double contract() {
    return rate.contract();
  }

  /** How many segments may be named and unanswered, with so many of them written. */
  int reach(int window, int flying) {
    return rate.isLimited() ? rate.ahead(window) : 2 * window - flying;
  }
}
