package dev.notifier.smsc.behaviour;

import dev.notifier.smsc.pdu.CommandStatus;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Faults of bind requests, in addition to the check of systemId and password. They apply to the
 * first {@code firstAttempts} binds and to all binds within {@code forMs} of the configuration
 * taking effect; with both 0, they always apply.
 *
 * @param status command_status of refused binds; 0 = no bind is refused
 * @param silent whether binds get no response
 * @param nack whether refused binds get a generic_nack with the status instead of a bind response
 * @param raw a PDU in hex, with any blanks, that is the response instead of another one; it binds
 *     the session if its command_status is 0; empty = none
 * @param maxSessions maximum of bound sessions of a system_id; 0 = no limit
 * @param maxSessionsStatus command_status of a bind beyond the maximum; 0 = 0x05
 */
public record BindPolicy(
    @JsonDeserialize(using = CommandStatusDeserializer.class) int status,
    boolean silent,
    boolean nack,
    @Nullable String raw,
    int firstAttempts,
    long forMs,
    Double chance,
    int maxSessions,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int maxSessionsStatus) {
  private static final int MAX_SESSIONS = 1_000;
  private static final int MAX_RAW_BYTES = 1_000;
  private static final int HEADER_BYTES = 16;

  public static final BindPolicy ACCEPT_ALL =
      new BindPolicy(0, false, false, "", 0, 0, 1.0, 0, CommandStatus.ALREADY_BOUND);

  public BindPolicy {
    status = Ranges.status("binds.status", status, 0);
    raw = raw == null ? "" : raw;
    int rawBytes = bytes(raw).length;
    if (rawBytes > MAX_RAW_BYTES || (rawBytes > 0 && rawBytes < HEADER_BYTES)) {
      throw new IllegalArgumentException("binds.raw must have 16 to 1000 bytes in hex");
    }
    Ranges.checkRange("binds.firstAttempts", firstAttempts, Integer.MAX_VALUE);
    Ranges.checkMs("binds.forMs", forMs);
    chance = Ranges.chance(chance);
    Ranges.checkRange("binds.maxSessions", maxSessions, MAX_SESSIONS);
    maxSessionsStatus =
        Ranges.status("binds.maxSessionsStatus", maxSessionsStatus, CommandStatus.ALREADY_BOUND);
  }

  boolean acceptsAll() {
    return status == 0 && !silent && rawBytes().length == 0;
  }

  /** Returns the PDU of {@code raw}; empty if there is none. */
  public byte[] rawBytes() {
    return raw == null ? new byte[0] : bytes(raw);
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex.replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("binds.raw must be a PDU in hex", e);
    }
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
