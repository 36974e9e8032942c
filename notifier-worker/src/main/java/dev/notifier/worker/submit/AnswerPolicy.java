package dev.notifier.worker.submit;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.RetryDelay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer means for its segment. A code that nobody has listed is tried a few times: taking
 * the unknown for permanent would lose messages.
 */
final class AnswerPolicy {
  /** Waits before the second, third and fourth attempt. */
  private static final List<RetryDelay> SCHEDULE =
      List.of(RetryDelay.S5, RetryDelay.S30, RetryDelay.M5);

  private final Map<Integer, String> treatments;

  /**
   * @param statusMap what one route says about single codes: by code such as {@code 0x45}, either
   *     {@code retry} or {@code reject}
   */
  AnswerPolicy(Map<String, String> statusMap) {
    treatments = new HashMap<>();
    statusMap.forEach((code, treatment) -> treatments.put(Integer.decode(code), treatment));
  }

  /** Whether the same submission may be tried again; the route's own word comes first. */
  boolean tryAgain(int commandStatus) {
    String treatment = treatments.get(commandStatus);
    return treatment == null ? cause(commandStatus).tryAgain() : treatment.equals("retry");
  }

  /** The cause of a refusal, from its command_status (SMPP v3.4, 5.1.3). */
  static Cause cause(int commandStatus) {
    return switch (commandStatus) {
      case 0x58 -> Cause.CARRIER_THROTTLED;
      case 0x14 -> Cause.CARRIER_QUEUE_FULL;
      case 0x08 -> Cause.CARRIER_SYSTEM_ERROR;
      case 0x04, 0x45, 0x64, 0x102, 0xFE, 0xFF -> Cause.CARRIER_TEMPORARY;
      case 0x0A -> Cause.CARRIER_INVALID_SOURCE;
      case 0x0B -> Cause.CARRIER_INVALID_DESTINATION;
      case 0x01, 0x02, 0x03, 0x06, 0x07, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4 -> Cause.CARRIER_PROTOCOL;
      case 0x0C,
          0x15,
          0x33,
          0x34,
          0x40,
          0x42,
          0x43,
          0x44,
          0x48,
          0x49,
          0x50,
          0x51,
          0x54,
          0x55,
          0x61,
          0x62,
          0x63,
          0x65,
          0x66,
          0x100,
          0x101,
          0x103,
          0x104 ->
          Cause.CARRIER_REFUSED;
      default -> Cause.CARRIER_UNKNOWN_ERROR;
    };
  }

  /** How long to wait after this many attempts, or nothing when they are used up. */
  static Optional<RetryDelay> delayAfter(int attempts) {
    return attempts <= SCHEDULE.size() ? Optional.of(SCHEDULE.get(attempts - 1)) : Optional.empty();
  }
}
