package dev.notifier.worker.response;

import dev.notifier.contracts.RetryDelay;
import java.util.List;
import java.util.Optional;

/** The delays between the attempts of a segment. */
final class RetrySchedule {
  private static final List<RetryDelay> FEW = List.of(RetryDelay.S5, RetryDelay.S30, RetryDelay.M5);
  private static final List<RetryDelay> MANY =
      List.of(
          RetryDelay.S5,
          RetryDelay.S30,
          RetryDelay.M5,
          RetryDelay.M30,
          RetryDelay.H2,
          RetryDelay.H2);

  private RetrySchedule() {}

  /** The delay after this many attempts; empty when the attempts are exhausted. */
  static Optional<RetryDelay> delayAfter(ResponseAction action, int attempts) {
    List<RetryDelay> delays = delays(action);
    // A journal that this release did not write may lack the attempt.
    int index = Math.max(attempts, 1) - 1;
    return index < delays.size() ? Optional.of(delays.get(index)) : Optional.empty();
  }

  private static List<RetryDelay> delays(ResponseAction action) {
    return switch (action) {
      case RETRY -> MANY;
      case RETRY_FEW, OTHER_ROUTE, REBIND -> FEW;
      case SLOW, QUEUE_FULL, REJECT -> List.of();
    };
  }
}
