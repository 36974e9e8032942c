package dev.notifier.store.queries;

import java.util.Locale;

/** How a query ended. */
public enum QueryOutcome {
  /** The person got the data. */
  ANSWERED,
  /** Nothing is known by the identifier, or the number is not registered for it. */
  NO_MATCH,
  /** There was no usable response in time. */
  FAILED,
  /** It was too old when it was tried first, or its definition or its system was removed. */
  NOT_ASKED;

  /** Returns the name in the table and in metrics. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
