package dev.notifier.worker.submit;

import dev.notifier.contracts.RetryDelay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is done about a refusal. Each ends: with its schedule, or with the event's time to live. */
enum ResponseAction {
  /** Too fast: the link's rate is cut and the segment goes first again; no attempt is counted. */
  SLOW,
  /** {@link #SLOW} when the link's queue is meant, {@link #RETRY} when it is the recipient's. */
  QUEUE_FULL,
  /** The carrier has trouble that passes, now or in hours. */
  RETRY,
  /** Nobody knows whether it passes: taking the unknown for final would lose messages. */
  RETRY_FEW,
  /** Another carrier may take it, at once; without one it is tried here a few times. */
  OTHER_ROUTE,
  /** The session is out of step: it is bound anew, and the segment tried again a few times. */
  REBIND,
  /** Final. */
  REJECT;

  private static final List<RetryDelay> FEW = List.of(RetryDelay.S5, RetryDelay.S30, RetryDelay.M5);
  private static final List<RetryDelay> MANY =
      List.of(
          RetryDelay.S5,
          RetryDelay.S30,
          RetryDelay.M5,
          RetryDelay.M30,
          RetryDelay.H2,
          RetryDelay.H2);

  /** How long to wait after this many attempts, or nothing when they are used up. */
  Optional<RetryDelay> delayAfter(int attempts) {
    List<RetryDelay> schedule = schedule();
    return attempts <= schedule.size() ? Optional.of(schedule.get(attempts - 1)) : Optional.empty();
  }

  private List<RetryDelay> schedule() {
    return switch (this) {
      case RETRY -> MANY;
      case RETRY_FEW, OTHER_ROUTE, REBIND -> FEW;
      case SLOW, QUEUE_FULL, REJECT -> List.of();
    };
  }

  /** As it stands in the configuration, such as {@code retry-few}. */
  static ResponseAction ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
