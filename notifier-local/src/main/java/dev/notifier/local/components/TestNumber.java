package dev.notifier.local.components;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for which the simulator of a local start always does the same, for the tests of callers.
 * No one has them: 0750 is in none of the ranges that libphonenumber knows as assigned. A table in
 * docs/integrating.md lists them.
 */
public enum TestNumber {
  DELIVERED(0, "Accepts it, reports `DELIVRD`", "", NotificationState.DELIVERED, null),
  UNKNOWN_NUMBER(
      1,
      "Rejects it permanently (`0x0B`)",
      "fault: refuse, status: 0x0B",
      NotificationState.REJECTED,
      FailureReason.CARRIER_INVALID_DESTINATION),
  THROTTLED(
      2,
      "Throttles the first attempt (`0x58`), accepts the second one 5 s later",
      "fault: refuse, status: 0x58, firstAttempts: 1, again: true",
      NotificationState.DELIVERED,
      null),
  TEMPORARY_ERROR(
      3,
      "Rejects the first attempt temporarily (`0x08`), accepts the second one 5 s later",
      "fault: refuse, status: 0x08, firstAttempts: 1, again: true",
      NotificationState.DELIVERED,
      null),
  UNDELIVERED(
      4,
      "Accepts it, reports `UNDELIV`",
      "fault: receipt, state: UNDELIV",
      NotificationState.UNDELIVERED,
      FailureReason.RECEIPT_UNDELIVERED),
  EXPIRED(
      5,
      "Accepts it, reports `EXPIRED`",
      "fault: receipt, state: EXPIRED",
      NotificationState.EXPIRED,
      FailureReason.RECEIPT_EXPIRED),
  REJECTED_LATER(
      6,
      "Accepts it, reports `REJECTD`",
      "fault: receipt, state: REJECTD",
      NotificationState.UNDELIVERED,
      FailureReason.RECEIPT_REJECTED),
  NO_RECEIPT(
      7,
      "Accepts it, never sends a receipt; `NO_RECEIPT` after `no-receipt-after` (48 h)",
      "fault: receipt, state: NEVER",
      NotificationState.SUBMITTED,
      null),
  NO_RESPONSE(
      8,
      "Never responds; an OTP or a service message is resent once after `response-timeout` (30 s)",
      "fault: silence",
      NotificationState.UNCONFIRMED,
      FailureReason.RESPONSE_MISSING),
  REPLIES(
      9,
      "Accepts it, reports `DELIVRD`, then replies `TC`",
      "fault: receipt, flow: { reply: TC }",
      NotificationState.DELIVERED,
      null);

  private static final String RANGE = "750000";

  private final String digits;
  private final String effect;
  private final String fault;
  private final NotificationState state;
  private final @Nullable FailureReason reason;

  TestNumber(
      int number,
      String effect,
      String fault,
      NotificationState state,
      @Nullable FailureReason reason) {
    this.digits = RANGE + "%03d".formatted(number);
    this.effect = effect;
    this.fault = fault;
    this.state = state;
    this.reason = reason;
  }

  /** The number in national notation. */
  public String phone() {
    return "0" + digits;
  }

  /** What the simulator does with a message to it, as the documentation says it. */
  public String effect() {
    return effect;
  }

  /** The state in which a service message to it ends. */
  public NotificationState state() {
    return state;
  }

  /** The reason of that state; empty if it has none. */
  public Optional<FailureReason> reason() {
    return Optional.ofNullable(reason);
  }

  /** The behaviour of a simulator that knows the test numbers and delivers to all others. */
  static Behaviour behaviour() {
    return BehaviourFormat.fromYaml(
        Arrays.stream(values())
            .filter(number -> !number.fault.isEmpty())
            .map(
                number -> "  - { to: '(\\+?84|0)%s', %s }\n".formatted(number.digits, number.fault))
            .collect(Collectors.joining("", "faults:\n", "")));
  }
}
