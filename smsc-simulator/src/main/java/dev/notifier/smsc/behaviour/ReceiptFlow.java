package dev.notifier.smsc.behaviour;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * When, how often and where the receipts of a message are sent.
 *
 * @param delay delay after the response; null = that of the policy
 * @param before whether the receipt is sent before the submit_sm_resp
 * @param then states of additional receipts of the same id, in this order; at most 10; each is sent
 *     once
 * @param gapMs interval of the additional receipts, 1 ms to 7 days; 0 = 100 ms
 * @param otherBind whether the receipt is sent on another session of the account than the
 *     submit_sm, if there is one
 * @param unknownId whether another receipt is sent for an id that was never given
 * @param reply text of an inbound message from the number, sent when the receipt of the last
 *     segment has a response; empty = none, at most 160 characters
 * @param status command_status of the submit_sm_resp, with receipts nevertheless; 0 = accepted
 */
public record ReceiptFlow(
    @Nullable Delay delay,
    boolean before,
    List<ReceiptState> then,
    long gapMs,
    boolean otherBind,
    boolean unknownId,
    String reply,
    @JsonDeserialize(using = CommandStatusDeserializer.class) int status) {
  public static final ReceiptFlow DEFAULT =
      new ReceiptFlow(null, false, List.of(), 0, false, false, "", 0);
  private static final int MAX_EXTRA = 10;
  private static final int MAX_REPLY_CHARS = 160;
  private static final long DEFAULT_GAP_MS = 100;

  public ReceiptFlow {
    then = then == null ? List.of() : List.copyOf(then);
    if (then.size() > MAX_EXTRA || then.contains(ReceiptState.NEVER)) {
      throw new IllegalArgumentException(
          "flow.then must have at most " + MAX_EXTRA + " states, without NEVER");
    }
    Ranges.checkMs("flow.gapMs", gapMs);
    gapMs = gapMs == 0 ? DEFAULT_GAP_MS : gapMs;
    reply = reply == null ? "" : reply;
    if (reply.length() > MAX_REPLY_CHARS) {
      throw new IllegalArgumentException(
          "flow.reply must have at most " + MAX_REPLY_CHARS + " characters");
    }
    status = Ranges.status("flow.status", status, 0);
  }
}
