package dev.notifier.worker.submit;

import org.jspecify.annotations.Nullable;

/** What a bind tells to health and metrics. Written by the bind's thread, read by any. */
public final class BindStatus {
  /** Where a bind stands. */
  public enum Phase {
    /** Reads the journal, or waits for a former owner to be silent. */
    TAKING_OVER,
    BINDING,
    BOUND,
    STOPPED
  }

  private final Bind bind;
  private final int window;
  private volatile Phase phase = Phase.TAKING_OVER;
  private volatile int windowInUse;
  private volatile int namedAhead;
  private volatile @Nullable String lastError;

  BindStatus(Bind bind, int window) {
    this.bind = bind;
    this.window = window;
  }

  void phase(Phase now) {
    phase = now;
    if (now == Phase.BOUND) {
      lastError = null;
    }
  }

  void failed(String error) {
    lastError = error;
  }

  void inUse(int flying, int ahead) {
    windowInUse = flying;
    namedAhead = ahead;
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

  /** Unanswered submit_sm right now. */
  public int windowInUse() {
    return windowInUse;
  }

  /** Segments in the journal that wait for a slot of the window. */
  public int namedAhead() {
    return namedAhead;
  }

  /** Why it is not bound, in words, or null. */
  public @Nullable String lastError() {
    return lastError;
  }
}
