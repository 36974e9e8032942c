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
import dev.notifier.worker.response.RecentResponses.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The action and the failure reason for each command_status of SMPP v3.4, 5.1.3 and v5.0, 4.7.6. A
 * route may override the action of single codes. Whether a response concerns its message, the
 * session or the carrier depends on the last responses to other numbers. Used by one thread.
 */
public final class ResponsePolicy {
  /** A row of the table. */
  record Entry(String name, ResponseAction action, FailureReason reason) {}

  private static final Set<Kind> LIMITED = EnumSet.of(Kind.THROTTLED, Kind.QUEUE_FULL);
  private static final Set<Kind> OUT_OF_STEP = EnumSet.of(Kind.OUT_OF_STEP);
  private static final Set<Kind> FAILED = EnumSet.of(Kind.FAILED, Kind.OUT_OF_STEP);

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

  /** What a response says about the carrier, as opposed to its message. */
  enum Signal {
    WORKS,
    /** It throttled a number; no other one as far as is known. */
    THROTTLES_ONE,
    THROTTLES,
    FAILS,
    /** It failed for a number for which it failed before: nothing new. */
    FAILS_AGAIN
  }

  /** What to do with the segment, and with the session. */
  record Verdict(ResponseAction action, Signal signal) {}

  /** Throttling by this share of the last numbers concerns the session. */
  private static final int SESSION_PERCENT = 20;

  /** The fewest numbers that concern the session; fewer can be a fault of these numbers. */
  private static final int SEVERAL_NUMBERS = 3;

  /** Full queues of recipients are common. */
  private static final int MANY_FULL_QUEUES = 10;

  private final Map<Integer, ResponseAction> overrides = new HashMap<>();
  private final RecentResponses recent = new RecentResponses();
  private final RebindLimit rebinds = new RebindLimit();

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

  /**
   * Judges a rejection; called once for each.
   *
   * @param number the recipient's number
   * @param atMs when it arrived, in milliseconds since the epoch
   * @return never the action {@link ResponseAction#QUEUE_FULL}
   */
  Verdict rejected(String number, int commandStatus, long atMs) {
    ResponseAction action =
        overrides.getOrDefault(commandStatus, TABLE.getOrDefault(commandStatus, UNLISTED).action());
    return switch (action) {
      case SLOW -> throttled(number, atMs);
      case QUEUE_FULL -> queueFull(number, atMs);
      case RETRY, OTHER_ROUTE -> new Verdict(action, failed(number, Kind.FAILED, atMs));
      case REBIND -> outOfStep(number, atMs);
      case RETRY_FEW, REJECT -> {
        recent.add(number, Kind.OTHER, atMs);
        yield new Verdict(action, Signal.WORKS);
      }
    };
  }

  private Verdict throttled(String number, long atMs) {
    boolean isRepeated = recent.isThrottled(number, atMs);
    recent.add(number, Kind.THROTTLED, atMs);
    if (isSessionLimited(SEVERAL_NUMBERS, atMs)) {
      return new Verdict(SLOW, Signal.THROTTLES);
    }
    if (isRepeated) {
      return new Verdict(RETRY, Signal.WORKS);
    }
    boolean areSeveral = recent.throttledNumbers(atMs) >= SEVERAL_NUMBERS;
    return new Verdict(RETRY, areSeveral ? Signal.THROTTLES : Signal.THROTTLES_ONE);
  }

  private Verdict queueFull(String number, long atMs) {
    recent.add(number, Kind.QUEUE_FULL, atMs);
    return isSessionLimited(MANY_FULL_QUEUES, atMs)
        ? new Verdict(SLOW, Signal.THROTTLES)
        : new Verdict(RETRY, Signal.WORKS);
  }

  private boolean isSessionLimited(int minNumbers, long atMs) {
    return recent.shareOf(LIMITED, atMs).isAtLeast(minNumbers, SESSION_PERCENT);
  }

  private Verdict outOfStep(String number, long atMs) {
    Signal signal = failed(number, Kind.OUT_OF_STEP, atMs);
    RecentResponses.Share share = recent.shareOf(OUT_OF_STEP, atMs);
    boolean rebind =
        share.isAtLeast(1, SESSION_PERCENT)
            && rebinds.tryAcquire(share.numbers() >= SEVERAL_NUMBERS, atMs);
    return new Verdict(rebind ? REBIND : RETRY_FEW, signal);
  }

  private Signal failed(String number, Kind kind, long atMs) {
    return FAILED.contains(recent.add(number, kind, atMs)) ? Signal.FAILS_AGAIN : Signal.FAILS;
  }

  /** The carrier did not respond to a segment for this number. */
  Signal timedOut(String number, long atMs) {
    return failed(number, Kind.FAILED, atMs);
  }

  /** The carrier accepted a segment for this number. */
  void accepted(String number, long atMs) {
    recent.add(number, Kind.OTHER, atMs);
  }

  private static void reject(int code, String name) {
    row(code, name, REJECT, CARRIER_REJECTED);
  }

  private static void row(int code, String name, ResponseAction action, FailureReason reason) {
    TABLE.put(code, new Entry(name, action, reason));
  }
}
