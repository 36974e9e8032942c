package dev.notifier.smsc.behaviour;

import dev.notifier.smsc.pdu.CommandStatus;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Faults of bind requests, in addition to the check of systemId and password. They apply to the
 * first {@code firstAttempts} binds and to all binds within {@code forMs} of the configuration
 * taking effect; with both 0, they always apply.
 *
 * @param status command_status of refused binds; 0 = no bind is refused
 * @param silent whether binds get no response
 * @param maxSessions maximum of bound sessions of a system_id; 0 = no limit
 * @param maxSessionsStatus command_status of a bind beyond the maximum; 0 = 0x05
 */
public record BindPolicy(
    @JsonDeserialize(using = CommandStatusDeserializer.class) int status,
    boolean silent,
    int firstAttempts,
    long forMs,
    Double chance,
    int maxSessions,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int maxSessionsStatus) {
  private static final int MAX_SESSIONS = 1_000;

  public static final BindPolicy ACCEPT_ALL =
      new BindPolicy(0, false, 0, 0, 1.0, 0, CommandStatus.ALREADY_BOUND);

  public BindPolicy {
    status = Ranges.status("binds.status", status, 0);
    Ranges.checkRange("binds.firstAttempts", firstAttempts, Integer.MAX_VALUE);
    Ranges.checkMs("binds.forMs", forMs);
    chance = Ranges.chance(chance);
    Ranges.checkRange("binds.maxSessions", maxSessions, MAX_SESSIONS);
    maxSessionsStatus =
        Ranges.status("binds.maxSessionsStatus", maxSessionsStatus, CommandStatus.ALREADY_BOUND);
  }

  boolean acceptsAll() {
    return status == 0 && !silent;
  }

  /**
   * Returns whether the faults apply to the {@code attempt}-th bind, {@code elapsedMs} after the
   * configuration took effect.
   */
  boolean appliesTo(long attempt, long elapsedMs) {
    boolean always = firstAttempts == 0 && forMs == 0;
    return always || attempt <= firstAttempts || elapsedMs < forMs;
  }
}
