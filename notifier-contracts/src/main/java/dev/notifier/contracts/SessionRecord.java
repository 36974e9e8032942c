package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of one session of a route. Its owner publishes it on every change, every second while
 * its lanes move, and every ten seconds.
 *
 * @param v version of this format, {@value #VERSION}
 * @param session from 0
 * @param worker the name of the worker that owns the session
 * @param rate its current rate in segments per second; 0 means unlimited
 * @param rateLimit its share of the contracted rate; 0 means unlimited
 * @param windowInUse number of outstanding submit_sm
 * @param lastError why it is not bound, or the last error; without personal data
 * @param at when it was published; a live session publishes again within {@value #STALE_SECONDS} s
 * @param since since when it has this phase, and is throttled or not; null in records of older
 *     workers
 * @param bulkOffset of the first record on its bulk lane that it has not taken; null in records of
 *     older workers, and until its owner knows it
 * @param progress null in records of older workers, and until its owner knows it
 */
public record SessionRecord(
    int v,
    String route,
    int session,
    String worker,
    Phase phase,
    double rate,
    double rateLimit,
    int window,
    int windowInUse,
    @Nullable String lastError,
    Instant at,
    @Nullable Instant since,
    @Nullable Long bulkOffset,
    @Nullable Progress progress)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** A session whose position on its lanes is unknown. */
  public SessionRecord(
      int v,
      String route,
      int session,
      String worker,
      Phase phase,
      double rate,
      double rateLimit,
      int window,
      int windowInUse,
      @Nullable String lastError,
      Instant at,
      @Nullable Instant since) {
    this(
        v,
        route,
        session,
        worker,
        phase,
        rate,
        rateLimit,
        window,
        windowInUse,
        lastError,
        at,
        since,
        null,
        null);
  }

  /**
   * How far a session has come since its owner has it.
   *
   * @param written segments that were written to the carrier since then
   * @param taken for each lane the offset from which on records wait on it
   */
  public record Progress(long written, Map<Lane, Long> taken) {}

  /** How it is read. */
  public static final RecordFormat<SessionRecord> FORMAT =
      new RecordFormat<>(SessionRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("route", route)
        .required("worker", worker)
        .required("phase", phase)
        .required("at", at);
  }

  /** A session whose last record is older counts as gone. */
  public static final int STALE_SECONDS = 30;

  /** The phase of a session. */
  public enum Phase {
    /** Its owner recovers from the journal, or waits until a former owner can no longer write. */
    TAKING_OVER,
    BINDING,
    BOUND,
    /** Bound; writes nothing because an operator paused it. */
    PAUSED,
    /** Bound; the circuit breaker is open or half-open because the carrier fails too often. */
    CIRCUIT_OPEN,
    /** The carrier rejects the credentials; needs an operator. */
    REFUSED,
    /** The route has fewer sessions now; messages that still arrive fail over. */
    RETIRED,
    STOPPED,
    /** A phase of a newer release; messages do not fail over to it. */
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /** Whether messages may fail over to it. */
  public boolean isLive(Instant now) {
    return phase == Phase.BOUND && at.plusSeconds(STALE_SECONDS).isAfter(now);
  }

  /**
   * Whether the carrier throttles it: its rate is less than its share of the contracted rate, or
   * limited at all if there is no contracted rate.
   */
  public boolean isThrottled() {
    return rateLimit > 0 ? rate < rateLimit : rate > 0;
  }

  /** The key on the topic. */
  public String key() {
    return key(route, session);
  }

  /** The key of a session. */
  public static String key(String route, int session) {
    return route + "/" + session;
  }
}
