package dev.notifier.worker.queries;

import java.util.Locale;
import java.util.Map;

/** What the system has said to a query. */
sealed interface QueryResponse {
  /**
   * The data of the answer.
   *
   * @param data as the event type of the answer describes it
   */
  record Found(Map<String, Object> data) implements QueryResponse {
    /** Omits the data. */
    @Override
    public String toString() {
      return "Found[]";
    }
  }

  /** Nothing is known by the identifier, or the number is not registered for it. */
  record NoMatch() implements QueryResponse {}

  /** No usable response. */
  record Failed(Problem problem) implements QueryResponse {}

  /** Why there is no usable response. */
  enum Problem {
    TIMEOUT,
    /** No connection, or a status from 500 on, or 429. */
    UNAVAILABLE,
    /** A status that the API does not have. */
    REFUSED,
    /** Not JSON of the API, too large, or nothing that the template of the answer can show. */
    INVALID,
    /** The circuit breaker is open. */
    NOT_ASKED;

    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the system may work again soon, and should be left alone until then. */
    boolean isOutage() {
      return this == TIMEOUT || this == UNAVAILABLE;
    }
  }
}
