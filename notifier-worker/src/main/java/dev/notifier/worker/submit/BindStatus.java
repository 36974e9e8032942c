package dev.notifier.worker.submit;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a bind tells to health, metrics and other workers. Written by its thread, read by any. */
public final class BindStatus {
  private final Bind bind;
  private volatile Phase phase = Phase.TAKING_OVER;
  private volatile int window;
  private volatile int windowInUse;
  private volatile int namedAhead;
  private volatile double rate;
  private volatile double rateLimit;
  private volatile @Nullable String lastError;

  BindStatus(Bind bind, int window) {
    this.bind = bind;
    this.window = window;
  }

  void phase(Phase now) {
    phase = now;
  }

  void failed(String error) {
    lastError = error;
  }

  void inUse(int flying, int ahead) {
    windowInUse = flying;
    namedAhead = ahead;
  }

  void limits(int windowNow, double rateNow, double contract) {
    window = windowNow;
    rate = rateNow;
    rateLimit = contract;
  }

  /** How it is published. */
  SessionRecord record(String worker, Instant at) {
    return new SessionRecord(
        SessionRecord.VERSION,
        bind.route(),
        bind.session(),
        worker,
        phase,
        rate,
        rateLimit,
        window,
        windowInUse,
        lastError,
        at);
  }

  public String route() {
    return bind.route();
  }

  public int session() {
    return bind.session();
  }

  public int window() {
    return window;
  }

  public Phase phase() {
    return phase;
  }

  /** Whether it has a link, used or not. */
  public boolean isBound() {
    return phase == Phase.BOUND || phase == Phase.PAUSED || phase == Phase.CIRCUIT_OPEN;
  }

  /** Unanswered submit_sm right now. */
  public int windowInUse() {
    return windowInUse;
  }

  /** Segments in the journal that wait for a slot of the window. */
  public int namedAhead() {
    return namedAhead;
  }

  /** Segments a second that it allows itself; 0 = no limit. */
  public double rate() {
    return rate;
  }

  /** Its share of the contract in segments a second; 0 = none. */
  public double rateLimit() {
    return rateLimit;
  }

  /** What last went wrong, in words, or null. */
  public @Nullable String lastError() {
    return lastError;
  }
}
