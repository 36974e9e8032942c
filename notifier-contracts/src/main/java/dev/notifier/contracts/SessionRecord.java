package dev.notifier.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one session of a route does, published by its owner when that changes and every ten seconds.
 *
 * @param v version of this form, {@value #VERSION}
 * @param session from 0
 * @param worker the owner, by a name of its own
 * @param rate segments per second that it allows itself now; 0 = as fast as the carrier answers
 * @param rateLimit its share of the contract; 0 = none
 * @param windowInUse unanswered submit_sm
 * @param lastError why it is not bound, or what last went wrong; no personal data
 * @param at when this was so; a living session says so again within {@value #STALE_SECONDS} s
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
    Instant at) {
  public static final int VERSION = 1;

  /** After so long without a word a session counts as gone. */
  public static final int STALE_SECONDS = 30;

  /** Where a session stands. */
  public enum Phase {
    /** Its owner reads the journal, or waits for a former owner to be silent. */
    TAKING_OVER,
    BINDING,
    BOUND,
    /** Bound, and writes nothing because an operator said so. */
    PAUSED,
    /** Bound, and writes nothing for a while because the carrier fails too often. */
    TRIPPED,
    /** The carrier refuses the credentials; waits for an operator. */
    REFUSED,
    /** The route has fewer sessions now; hands on what still comes. */
    RETIRED,
    STOPPED
  }

  /** Whether messages may be handed to it. */
  public boolean lives(Instant now) {
    return phase == Phase.BOUND && at.plusSeconds(STALE_SECONDS).isAfter(now);
  }

  /** The key in the topic. */
  public String key() {
    return route + "/" + session;
  }
}
