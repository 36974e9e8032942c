package dev.notifier.worker.bind.session;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SessionRecord.Progress;
import dev.notifier.worker.journal.BindId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of a bind, for health, metrics and other workers. Written by the bind's thread. */
public final class BindStatus {
  private final BindId bind;
  private volatile Phase phase = Phase.TAKING_OVER;
  private volatile int window;
  private volatile int windowInUse;
  private volatile int queued;
  private volatile double rate;
  private volatile double rateLimit;
  private volatile @Nullable String lastError;
  private @Nullable Condition condition;
  private @Nullable Instant conditionSince;
  private volatile List<String> problems = List.of();
  private volatile Map<Lane, Instant> waiting = Map.of();
  private volatile @Nullable Long bulkOffset;
  private volatile @Nullable Progress progress;

  /** What decides whether messages wait. */
  private record Condition(Phase phase, boolean throttled) {}

  public BindStatus(BindId bind, int window) {
    this.bind = bind;
    this.window = window;
  }

  public void setPhase(Phase current) {
    phase = current;
  }

  public void setLastError(String error) {
    lastError = error;
  }

  /** Sets why lanes are not read any further. */
  public void setProblems(List<String> lanes) {
    problems = lanes;
  }

  /** Why lanes are not read any further, each with what to do; empty if all are read. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Sets since when the oldest message of each lane waits; lanes on which none waits are absent.
   */
  public void setWaiting(Map<Lane, Instant> oldest) {
    waiting = Map.copyOf(oldest);
  }

  /** How long the oldest message of a lane has waited; zero if none waits. */
  public Duration oldestAge(Lane lane, Instant now) {
    Instant since = waiting.get(lane);
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  /** Sets the offset of the first record on the bulk lane that was not taken. */
  public void setBulkOffset(long offset) {
    bulkOffset = offset;
  }

  /** Sets how far the bind has come. */
  public void setProgress(Progress current) {
    progress = current;
  }

  public void setSegments(int outstandingNow, int queuedNow) {
    windowInUse = outstandingNow;
    queued = queuedNow;
  }

  public void setLimits(int currentWindow, double currentRate, double contract) {
    window = currentWindow;
    rate = currentRate;
    rateLimit = contract;
  }

  /** The record to publish. Used by one thread. */
  SessionRecord toRecord(String worker, Instant at) {
    SessionRecord record = record(worker, at, null);
    Condition present = new Condition(record.phase(), record.isThrottled());
    if (!present.equals(condition)) {
      condition = present;
      conditionSince = at;
    }
    return record(worker, at, conditionSince);
  }

  private SessionRecord record(String worker, Instant at, @Nullable Instant since) {
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
        at,
        since,
        bulkOffset,
        progress);
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

  /** Whether the session is bound, whether or not it writes. */
  public boolean isBound() {
    return phase == Phase.BOUND || phase == Phase.PAUSED || phase == Phase.CIRCUIT_OPEN;
  }

  /** The number of outstanding submit_sm. */
  public int windowInUse() {
    return windowInUse;
  }

  /** The number of journaled segments that wait for the window. */
  public int queued() {
    return queued;
  }

  /** The current rate in segments per second; 0 = unlimited. */
  public double rate() {
    return rate;
  }

  /** The share of the contracted rate in segments per second; 0 = unlimited. */
  public double rateLimit() {
    return rateLimit;
  }

  /** The last error, or null. */
  public @Nullable String lastError() {
    return lastError;
  }
}
