package dev.notifier.smsc.behaviour;

import dev.notifier.smsc.pdu.CommandStatus;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Limits on the submits of an account or a session.
 *
 * @param submitsPerSecond submit_sm accepted per second, up to 1,000,000; 0 = no limit
 * @param burst number of submits accepted at once after a pause; 0 = a tenth of a second's rate, at
 *     least one
 * @param per whether all sessions of a system_id share the rate or each session has its own
 * @param throttledStatus command_status beyond the rate; 0 = 0x58
 * @param window submit_sm without a response in a session, up to 10,000; 0 = no limit
 * @param windowStatus command_status beyond the window; 0 = 0x58
 * @param congestion whether submit_sm_resp carries congestion_state (0x0428, SMPP 5.0)
 * @param congestionState the fixed value, 0..255
 */
public record SubmitLimits(
    int submitsPerSecond,
    int burst,
    Per per,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int throttledStatus,
    int window,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int windowStatus,
    Congestion congestion,
    int congestionState) {
  /** The scope of a rate. */
  public enum Per {
    ACCOUNT,
    SESSION
  }

  /** The source of the congestion_state value. */
  public enum Congestion {
    NEVER,
    FIXED,
    /** The submits of the last second as a percentage of the rate, at most 100. */
    LOAD
  }

  private static final int MAX_PER_SECOND = 1_000_000;
  private static final int MAX_WINDOW = 10_000;

  public static final SubmitLimits NONE =
      new SubmitLimits(
          0,
          0,
          Per.ACCOUNT,
          CommandStatus.THROTTLED,
          0,
          CommandStatus.THROTTLED,
          Congestion.NEVER,
          0);

  public SubmitLimits {
    Ranges.checkRange("limits.submitsPerSecond", submitsPerSecond, MAX_PER_SECOND);
    Ranges.checkRange("limits.burst", burst, MAX_PER_SECOND);
    Ranges.checkRange("limits.window", window, MAX_WINDOW);
    Ranges.checkRange("limits.congestionState", congestionState, 255);
    throttledStatus =
        Ranges.status("limits.throttledStatus", throttledStatus, CommandStatus.THROTTLED);
    windowStatus = Ranges.status("limits.windowStatus", windowStatus, CommandStatus.THROTTLED);
    if (congestion == Congestion.LOAD && submitsPerSecond == 0) {
      throw new IllegalArgumentException(
          "limits.congestion: load is a percentage of the rate; set limits.submitsPerSecond too");
    }
  }

  public SubmitLimits withRate(int perSecond, int newBurst, Per scope, int status) {
    return new SubmitLimits(
        perSecond, newBurst, scope, status, window, windowStatus, congestion, congestionState);
  }

  public SubmitLimits withWindow(int submits, int status) {
    return new SubmitLimits(
        submitsPerSecond,
        burst,
        per,
        throttledStatus,
        submits,
        status,
        congestion,
        congestionState);
  }

  public SubmitLimits withCongestion(Congestion source, int fixedState) {
    return new SubmitLimits(
        submitsPerSecond, burst, per, throttledStatus, window, windowStatus, source, fixedState);
  }
}
