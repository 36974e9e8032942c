package dev.notifier.smsc.behaviour;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * When and how often the receipts of a message go out.
 *
 * @param delay the wait after the answer; null = that of the policy
 * @param before whether the receipt goes out before the submit_sm_resp
 * @param then states of further receipts for the same id, in this order; at most 10; each is sent
 *     once
 * @param gapMs between them, 1 ms to 7 days; 0 = 100 ms
 * @param otherBind whether it goes to another session of the account than the submit_sm came from,
 *     if there is one
 * @param unknownId whether one more receipt tells of an id that was never given
 * @param status a command_status that the submit_sm is answered with, and the receipts come all the
 *     same; 0 = it is accepted
 */
public record ReceiptFlow(
    @Nullable Delay delay,
    boolean before,
    List<ReceiptState> then,
    long gapMs,
    boolean otherBind,
    boolean unknownId,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int status) {
  public static final ReceiptFlow USUAL =
      new ReceiptFlow(null, false, List.of(), 0, false, false, 0);
  private static final int MAX_FURTHER = 10;
  private static final long USUAL_GAP_MS = 100;

  public ReceiptFlow {
    then = then == null ? List.of() : List.copyOf(then);
    if (then.size() > MAX_FURTHER || then.contains(ReceiptState.NEVER)) {
      throw new IllegalArgumentException(
          "flow.then takes at most " + MAX_FURTHER + " states, and NEVER is none");
    }
    Ranges.checkMs("flow.gapMs", gapMs);
    gapMs = gapMs == 0 ? USUAL_GAP_MS : gapMs;
    status = Ranges.status("flow.status", status, 0);
  }

  /** The same with further receipts. */
  public ReceiptFlow withThen(ReceiptState... states) {
    return new ReceiptFlow(delay, before, List.of(states), gapMs, otherBind, unknownId, status);
  }
}
