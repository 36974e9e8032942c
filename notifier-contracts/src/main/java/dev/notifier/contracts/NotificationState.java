package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * The state of a notification. A state has a rank, and a notification never returns to a state of
 * lower rank.
 */
public enum NotificationState {
  /** Kafka has the event. */
  ACCEPTED(0, false),
  /** Waits until a certain time. */
  DEFERRED(1, false),
  /** Rendered and in a lane. */
  PLANNED(2, false),
  /** Written to the carrier; the response is missing, and the category's policy holds it. */
  UNCONFIRMED(3, false),
  /** The carrier accepted every segment. */
  SUBMITTED(4, false),
  /** No receipt arrived within the time that the route allows. A normal end. */
  NO_RECEIPT(5, false),
  /** It expired, here or at the carrier; the reason says which. */
  EXPIRED(6, true),
  /** A final negative receipt. */
  UNDELIVERED(6, true),
  /** Not sent because of a rule. */
  SKIPPED(9, true),
  /** It or its batch was cancelled. */
  CANCELLED(9, true),
  /** Rejected permanently by the carrier, attempts exhausted, or partly sent. */
  REJECTED(9, true),
  /** Positive receipts for all segments. */
  DELIVERED(9, true),
  /** A state of a newer release. Passed on and shown; never stored, so it has no rank. */
  @JsonEnumDefaultValue
  UNKNOWN(-1, false);

  private final int rank;
  private final boolean isFinal;

  NotificationState(int rank, boolean isFinal) {
    this.rank = rank;
    this.isFinal = isFinal;
  }

  /** Reads a stored state; one of a newer release is {@link #UNKNOWN}. */
  public static NotificationState of(String name) {
    for (NotificationState state : values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  public int rank() {
    return rank;
  }

  /** Whether the state is final. A late positive receipt may still change it to DELIVERED. */
  public boolean isFinal() {
    return isFinal;
  }
}
