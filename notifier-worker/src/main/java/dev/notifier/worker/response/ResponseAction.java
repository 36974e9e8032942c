package dev.notifier.worker.response;

import java.util.Locale;

/** The handling of a rejected segment; {@link RetrySchedule} contains the delays. */
enum ResponseAction {
  /**
   * The carrier throttles the session: the segment is sent again first, and no attempt is counted;
   * {@link #RETRY} if only its number is throttled, or the fifth time.
   */
  SLOW,
  /** {@link #SLOW} if the queue of the link is full, {@link #RETRY} if that of a recipient is. */
  QUEUE_FULL,
  /** The carrier has a temporary failure: retried over several hours. */
  RETRY,
  /** It is unknown whether the failure is temporary: retried a few times. */
  RETRY_FEW,
  /** Sent at once through another route; if there is none, as {@link #RETRY_FEW}. */
  OTHER_ROUTE,
  /** The session is out of step: it is bound again if that helps; as {@link #RETRY_FEW}. */
  REBIND,
  /** Rejected permanently. */
  REJECT;

  /** The action that the configuration calls, for example, {@code retry-few}. */
  static ResponseAction ofConfigValue(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
