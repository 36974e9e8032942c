package dev.notifier.smsc.behaviour;

import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What an account or a link may send.
 *
 * @param submitsPerSecond submit_sm taken a second, up to 1,000,000; 0 = any number
 * @param burst how many of them may come at once after a pause; 0 = a tenth of a second's worth, at
 *     least one
 * @param per whether all sessions of a system_id share the rate, or each has its own
 * @param throttledStatus the command_status beyond the rate; 0 = 0x58
 * @param window submit_sm without an answer a session may have, up to 10,000; 0 = any number
 * @param windowStatus the command_status beyond it; 0 = 0x58
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
  /** Who shares a rate. */
  public enum Per {
    ACCOUNT,
    SESSION
  }

  /** Where the value of congestion_state comes from. */
  public enum Congestion {
    NEVER,
    FIXED,
    /** The submits of the last second in percent of the rate, at most 100. */
    LOAD
  }

  private static final int THROTTLED = 0x58;
  private static final int MAX_PER_SECOND = 1_000_000;
  private static final int MAX_WINDOW = 10_000;

  public static final SubmitLimits NONE =
      new SubmitLimits(0, 0, Per.ACCOUNT, THROTTLED, 0, THROTTLED, Congestion.NEVER, 0);

  public SubmitLimits {
    Ranges.checkRange("limits.submitsPerSecond", submitsPerSecond, MAX_PER_SECOND);
    Ranges.checkRange("limits.burst", burst, MAX_PER_SECOND);
    Ranges.checkRange("limits.window", window, MAX_WINDOW);
    Ranges.checkRange("limits.congestionState", congestionState, 255);
    throttledStatus = Ranges.status("limits.throttledStatus", throttledStatus, THROTTLED);
    windowStatus = Ranges.status("limits.windowStatus", windowStatus, THROTTLED);
    if (congestion == Congestion.LOAD && submitsPerSecond == 0) {
      throw new IllegalArgumentException(
          "limits.congestion: load is a share of the rate: set limits.submitsPerSecond too");
    }
  }

  public SubmitLimits withRate(int perSecond, int atOnce, Per whom, int status) {
    return new SubmitLimits(
        perSecond, atOnce, whom, status, window, windowStatus, congestion, congestionState);
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
