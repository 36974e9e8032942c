package dev.notifier.smsc.behaviour;

import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Who gets in besides those with the right account. Refusing and silence hold for the first {@code
 * firstAttempts} binds and for the first {@code forMs} since the configuration took effect; with
 * both 0, always.
 *
 * @param status the command_status of refused binds; 0 = none is refused
 * @param silent whether binds get no answer at all
 * @param maxSessions bound sessions an account may have; 0 = any number
 * @param maxSessionsStatus the command_status of one more; 0 = 0x05
 */
public record BindPolicy(
    @JsonDeserialize(using = CommandStatusDeserializer.class) int status,
    boolean silent,
    int firstAttempts,
    long forMs,
    Double chance,
    int maxSessions,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int maxSessionsStatus) {
  private static final int ALREADY_BOUND = 0x05;
  private static final int MAX_SESSIONS = 1_000;

  public static final BindPolicy OPEN = new BindPolicy(0, false, 0, 0, 1.0, 0, ALREADY_BOUND);

  public BindPolicy {
    status = Ranges.status("binds.status", status, 0);
    Ranges.checkRange("binds.firstAttempts", firstAttempts, Integer.MAX_VALUE);
    Ranges.checkMs("binds.forMs", forMs);
    chance = Ranges.chance(chance);
    Ranges.checkRange("binds.maxSessions", maxSessions, MAX_SESSIONS);
    maxSessionsStatus = Ranges.status("binds.maxSessionsStatus", maxSessionsStatus, ALREADY_BOUND);
  }

  boolean isHarmless() {
    return status == 0 && !silent;
  }

  /** Whether the {@code attempt}-th bind, {@code elapsedMs} after the start, is meant. */
  boolean means(long attempt, long elapsedMs) {
    boolean always = firstAttempts == 0 && forMs == 0;
    return always || attempt <= firstAttempts || elapsedMs < forMs;
  }
}
