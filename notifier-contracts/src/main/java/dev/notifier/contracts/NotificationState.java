package dev.notifier.contracts;

/**
 * A step on a notification's ladder. A state has a rank and a notification never goes back to a
 * lower one.
 */
public enum NotificationState {
  /** Kafka has the event. */
  ACCEPTED(0, false),
  /** Waits for a time. */
  DEFERRED(1, false),
  /** Rendered and in a lane. */
  PLANNED(2, false),
  /** Written to the carrier, the answer is missing, and the category's policy holds it. */
  UNCONFIRMED(3, false),
  /** The carrier took every segment. */
  SUBMITTED(4, false),
  /** No receipt came in the time the route allows. A normal end. */
  NO_RECEIPT(5, false),
  /** Its time to live passed, here or at the carrier; the cause tells which. */
  EXPIRED(6, true),
  /** A final negative receipt. */
  UNDELIVERED(6, true),
  /** Not sent, by a rule. */
  SKIPPED(9, true),
  /** It or its batch was cancelled. */
  CANCELLED(9, true),
  /** Refused by the carrier for good, attempts used up, or partly sent. */
  REJECTED(9, true),
  /** Positive receipts for all segments. */
  DELIVERED(9, true);

  private final int rank;
  private final boolean end;

  NotificationState(int rank, boolean end) {
    this.rank = rank;
    this.end = end;
  }

  public int rank() {
    return rank;
  }

  /** Whether nothing more is expected. A late positive receipt may still turn it DELIVERED. */
  public boolean isFinal() {
    return end;
  }
}
