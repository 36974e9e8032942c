package dev.notifier.worker.submit;

import static dev.notifier.contracts.FailureReason.CARRIER_INVALID_DESTINATION;
import static dev.notifier.contracts.FailureReason.CARRIER_INVALID_SOURCE;
import static dev.notifier.contracts.FailureReason.CARRIER_PROTOCOL_ERROR;
import static dev.notifier.contracts.FailureReason.CARRIER_QUEUE_FULL;
import static dev.notifier.contracts.FailureReason.CARRIER_REJECTED;
import static dev.notifier.contracts.FailureReason.CARRIER_SYSTEM_ERROR;
import static dev.notifier.contracts.FailureReason.CARRIER_TEMPORARY;
import static dev.notifier.contracts.FailureReason.CARRIER_THROTTLED;
import static dev.notifier.contracts.FailureReason.CARRIER_UNKNOWN_ERROR;
import static dev.notifier.worker.submit.ResponseAction.QUEUE_FULL;
import static dev.notifier.worker.submit.ResponseAction.REBIND;
import static dev.notifier.worker.submit.ResponseAction.REJECT;
import static dev.notifier.worker.submit.ResponseAction.RETRY;
import static dev.notifier.worker.submit.ResponseAction.RETRY_FEW;
import static dev.notifier.worker.submit.ResponseAction.SLOW;

import dev.notifier.contracts.FailureReason;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers that are listed in SMPP v3.4, 5.1.3 and v5.0, 4.7.6, with what each means for the
 * segment. A route can say otherwise for any of them.
 */
final class CommandStatusTable {
  /** The meaning of one command_status. */
  record Meaning(String name, ResponseAction treatment, FailureReason reason) {}

  private static final Meaning UNKNOWN =
      new Meaning("not listed", RETRY_FEW, CARRIER_UNKNOWN_ERROR);
  private static final Map<Integer, Meaning> TABLE = new HashMap<>();

  static {
    // Too fast, or full.
    row(0x58, "ESME_RTHROTTLED", SLOW, CARRIER_THROTTLED);
    row(0x14, "ESME_RMSGQFUL", QUEUE_FULL, CARRIER_QUEUE_FULL);

    // Passes.
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

    // Ours or the recipient's, for good.
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
    refused(0x0C, "ESME_RINVMSGID");
    refused(0x11, "ESME_RCANCELFAIL");
    refused(0x13, "ESME_RREPLACEFAIL");
    refused(0x15, "ESME_RINVSERTYP");
    refused(0x33, "ESME_RINVNUMDESTS");
    refused(0x34, "ESME_RINVDLNAME");
    refused(0x40, "ESME_RINVDESTFLAG");
    refused(0x42, "ESME_RINVSUBREP");
    refused(0x43, "ESME_RINVESMCLASS");
    refused(0x44, "ESME_RCNTSUBDL");
    refused(0x48, "ESME_RINVSRCTON");
    refused(0x49, "ESME_RINVSRCNPI");
    refused(0x50, "ESME_RINVDSTTON");
    refused(0x51, "ESME_RINVDSTNPI");
    refused(0x54, "ESME_RINVREPFLAG");
    refused(0x55, "ESME_RINVNUMMSGS");
    refused(0x61, "ESME_RINVSCHED");
    refused(0x62, "ESME_RINVEXPIRY");
    refused(0x63, "ESME_RINVDFTMSGID");
    refused(0x65, "ESME_RX_P_APPN");
    refused(0x66, "ESME_RX_R_APPN");
    refused(0x100, "ESME_RSERTYPUNAUTH");
    refused(0x101, "ESME_RPROHIBITED");
    refused(0x103, "ESME_RSERTYPDENIED");
    refused(0x104, "ESME_RINVDCS");
  }

  private CommandStatusTable() {}

  /** What a code means; one that is not listed is tried a few times. */
  static Meaning of(int commandStatus) {
    return TABLE.getOrDefault(commandStatus, UNKNOWN);
  }

  /** Every code that is listed. */
  static Map<Integer, Meaning> all() {
    return Map.copyOf(TABLE);
  }

  private static void refused(int code, String name) {
    row(code, name, REJECT, CARRIER_REJECTED);
  }

  private static void row(int code, String name, ResponseAction treatment, FailureReason reason) {
    TABLE.put(code, new Meaning(name, treatment, reason));
  }
}
