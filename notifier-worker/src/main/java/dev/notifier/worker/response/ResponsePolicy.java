package dev.notifier.worker.response;

import static dev.notifier.contracts.FailureReason.CARRIER_INVALID_DESTINATION;
import static dev.notifier.contracts.FailureReason.CARRIER_INVALID_SOURCE;
import static dev.notifier.contracts.FailureReason.CARRIER_PROTOCOL_ERROR;
import static dev.notifier.contracts.FailureReason.CARRIER_QUEUE_FULL;
import static dev.notifier.contracts.FailureReason.CARRIER_REJECTED;
import static dev.notifier.contracts.FailureReason.CARRIER_SYSTEM_ERROR;
import static dev.notifier.contracts.FailureReason.CARRIER_TEMPORARY;
import static dev.notifier.contracts.FailureReason.CARRIER_THROTTLED;
import static dev.notifier.contracts.FailureReason.CARRIER_UNKNOWN_ERROR;
import static dev.notifier.worker.response.ResponseAction.QUEUE_FULL;
import static dev.notifier.worker.response.ResponseAction.REBIND;
import static dev.notifier.worker.response.ResponseAction.REJECT;
import static dev.notifier.worker.response.ResponseAction.RETRY;
import static dev.notifier.worker.response.ResponseAction.RETRY_FEW;
import static dev.notifier.worker.response.ResponseAction.SLOW;

import dev.notifier.contracts.FailureReason;
import java.util.HashMap;
import java.util.Map;

/**
 * The action and the failure reason for each command_status of SMPP v3.4, 5.1.3 and v5.0, 4.7.6. A
 * route may override the action of single codes. Used by one thread.
 */
public final class ResponsePolicy {
  /** A row of the table. */
  record Entry(String name, ResponseAction action, FailureReason reason) {}

  private static final Entry UNLISTED = new Entry("not listed", RETRY_FEW, CARRIER_UNKNOWN_ERROR);
  private static final Map<Integer, Entry> TABLE = new HashMap<>();

  static {
    // Throttled, or a queue is full.
    row(0x58, "ESME_RTHROTTLED", SLOW, CARRIER_THROTTLED);
    row(0x14, "ESME_RMSGQFUL", QUEUE_FULL, CARRIER_QUEUE_FULL);

    // Temporary failures.
    row(0x08, "ESME_RSYSERR", RETRY, CARRIER_SYSTEM_ERROR);
    row(0x64, "ESME_RX_T_APPN", RETRY, CARRIER_TEMPORARY);
    row(0x102, "ESME_RSERTYPUNAVAIL", RETRY, CARRIER_TEMPORARY);
    row(0x45, "ESME_RSUBMITFAIL", RETRY_FEW, CARRIER_TEMPORARY);
    row(0x67, "ESME_RQUERYFAIL", RETRY_FEW, CARRIER_TEMPORARY);
    row(0xFE, "ESME_RDELIVERYFAILURE", RETRY_FEW, CARRIER_TEMPORARY);
    row(0xFF, "ESME_RUNKNOWNERR", RETRY_FEW, CARRIER_TEMPORARY);

    // The session is out of step.
    row(0x04, "ESME_RINVBNDSTS", REBIND, CARRIER_TEMPORARY);
    row(0x05, "ESME_RALYBND", REBIND, CARRIER_TEMPORARY);
    row(0x0D, "ESME_RBINDFAIL", REBIND, CARRIER_TEMPORARY);
    row(0x0E, "ESME_RINVPASWD", REBIND, CARRIER_TEMPORARY);
    row(0x0F, "ESME_RINVSYSID", REBIND, CARRIER_TEMPORARY);
    row(0x53, "ESME_RINVSYSTYP", REBIND, CARRIER_TEMPORARY);

    // Permanent failures.
    row(0x0A, "ESME_RINVSRCADR", REJECT, CARRIER_INVALID_SOURCE);
    row(0x0B, "ESME_RINVDSTADR", REJECT, CARRIER_INVALID_DESTINATION);
    row(0x01, "ESME_RINVMSGLEN", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0x02, "ESME_RINVCMDLEN", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0x03, "ESME_RINVCMDID", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0x06, "ESME_RINVPRTFLG", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0x07, "ESME_RINVREGDLVFLG", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0xC0, "ESME_RINVOPTPARSTREAM", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0xC1, "ESME_ROPTPARNOTALLWD", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0xC2, "ESME_RINVPARLEN", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0xC3, "ESME_RMISSINGOPTPARAM", REJECT, CARRIER_PROTOCOL_ERROR);
    row(0xC4, "ESME_RINVOPTPARAMVAL", REJECT, CARRIER_PROTOCOL_ERROR);
    reject(0x0C, "ESME_RINVMSGID");
    reject(0x11, "ESME_RCANCELFAIL");
    reject(0x13, "ESME_RREPLACEFAIL");
    reject(0x15, "ESME_RINVSERTYP");
    reject(0x33, "ESME_RINVNUMDESTS");
    reject(0x34, "ESME_RINVDLNAME");
    reject(0x40, "ESME_RINVDESTFLAG");
    reject(0x42, "ESME_RINVSUBREP");
    reject(0x43, "ESME_RINVESMCLASS");
    reject(0x44, "ESME_RCNTSUBDL");
    reject(0x48, "ESME_RINVSRCTON");
    reject(0x49, "ESME_RINVSRCNPI");
    reject(0x50, "ESME_RINVDSTTON");
    reject(0x51, "ESME_RINVDSTNPI");
    reject(0x54, "ESME_RINVREPFLAG");
    reject(0x55, "ESME_RINVNUMMSGS");
    reject(0x61, "ESME_RINVSCHED");
    reject(0x62, "ESME_RINVEXPIRY");
    reject(0x63, "ESME_RINVDFTMSGID");
    reject(0x65, "ESME_RX_P_APPN");
    reject(0x66, "ESME_RX_R_APPN");
    reject(0x100, "ESME_RSERTYPUNAUTH");
    reject(0x101, "ESME_RPROHIBITED");
    reject(0x103, "ESME_RSERTYPDENIED");
    reject(0x104, "ESME_RINVDCS");
  }

  /** The queue of the link is full if this share of the last responses had a full queue. */
  private static final int LINK_QUEUE_PERCENT = 20;

  private static final int LAST_RESPONSES = 50;

  private final Map<Integer, ResponseAction> overrides = new HashMap<>();
  private final boolean[] queueFull = new boolean[LAST_RESPONSES];
  private int next;
  private int queueFullCount;

  /**
   * @param statusMap the overrides of the route: from a code such as {@code 0x45} to an action such
   *     as {@code retry-few}
   */
  public ResponsePolicy(Map<String, String> statusMap) {
    statusMap.forEach((code, action) ->
        overrides.put(Integer.decode(code), ResponseAction.ofConfigValue(action)));
  }

  /** Every code that is listed. */
  static Map<Integer, Entry> table() {
    return Map.copyOf(TABLE);
  }

  /** The failure reason for a code. */
  static FailureReason reasonOf(int commandStatus) {
    return TABLE.getOrDefault(commandStatus, UNLISTED).reason();
  }

  /** The action for a rejection; called once for each. Never {@link ResponseAction#QUEUE_FULL}. */
  ResponseAction rejected(int commandStatus) {
    ResponseAction action =
        overrides.getOrDefault(commandStatus, TABLE.getOrDefault(commandStatus, UNLISTED).action());
    boolean isQueueFull = action == QUEUE_FULL;
    record(isQueueFull);
    if (!isQueueFull) {
      return action;
    }
    return queueFullCount * 100 >= LINK_QUEUE_PERCENT * LAST_RESPONSES ? SLOW : RETRY;
  }

  /** The carrier accepted a segment. */
  void accepted() {
    record(false);
  }

  private void record(boolean isQueueFull) {
    queueFullCount += (isQueueFull ? 1 : 0) - (queueFull[next] ? 1 : 0);
    queueFull[next] = isQueueFull;
    next = (next + 1) % LAST_RESPONSES;
  }

  private static void reject(int code, String name) {
    row(code, name, REJECT, CARRIER_REJECTED);
  }

  private static void row(int code, String name, ResponseAction action, FailureReason reason) {
    TABLE.put(code, new Entry(name, action, reason));
  }
}
