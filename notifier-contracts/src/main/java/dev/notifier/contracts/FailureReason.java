package dev.notifier.contracts;

/**
 * The one catalogue of expected failures: why a notification was skipped, refused, retried or lost.
 * Each cause says whose it is, whether trying again can help, and what to tell the caller.
 */
public enum FailureReason {
  // The event or its recipient.
  INVALID_NUMBER(Owner.CALLER, false, "The recipient's number cannot receive SMS; correct it."),
  NO_TEMPLATE(Owner.US, false, "No template is published for this event type; publish one."),
  MISSING_VALUE(Owner.CALLER, false, "A value that the template needs is missing; add it."),
  BAD_VALUE(Owner.CALLER, false, "A value cannot be shown in the text; correct it."),
  TEXT_TOO_LONG(Owner.CALLER, false, "The text needs more segments than allowed; shorten values."),
  UNKNOWN_TEMPLATE_VERSION(
      Owner.CALLER, false, "The template has no such version to use; pin another or none."),
  NOT_REGISTERED(
      Owner.US, false, "The carrier has not approved this template; register it with the carrier."),
  NO_ROUTE(Owner.US, false, "No route carries this number; configure a default route."),
  DUPLICATE_FACT(Owner.CALLER, false, "The same fact was told to this recipient already."),
  OPTED_OUT(Owner.RECIPIENT, false, "The recipient refused messages of this category."),
  EXPIRED_BEFORE_SUBMISSION(Owner.US, false, "Its time to live passed before it could be sent."),
  UNREADABLE_RECORD(Owner.US, false, "A stored record could not be read; see the worker's log."),

  // The carrier's answers (SMPP v3.4, 5.1.3).
  CARRIER_THROTTLED(Owner.CARRIER, true, "The carrier asked to slow down."),
  CARRIER_QUEUE_FULL(Owner.CARRIER, true, "The carrier's queue is full."),
  CARRIER_SYSTEM_ERROR(Owner.CARRIER, true, "The carrier reported an error of its own."),
  CARRIER_TEMPORARY(Owner.CARRIER, true, "The carrier refused for now."),
  CARRIER_UNKNOWN_ERROR(Owner.CARRIER, true, "The carrier answered with a code nobody has listed."),
  CARRIER_INVALID_SOURCE(Owner.US, false, "The carrier does not allow this sender; register it."),
  CARRIER_INVALID_DESTINATION(Owner.RECIPIENT, false, "The carrier does not know this number."),
  CARRIER_REFUSED(Owner.CARRIER, false, "The carrier refused the message for good."),
  CARRIER_PROTOCOL(Owner.US, false, "The carrier could not read the submission; tell support."),
  ATTEMPTS_USED_UP(Owner.CARRIER, false, "Every attempt was refused; send a new event later."),
  PARTLY_SENT(Owner.CARRIER, false, "Some segments were taken and the rest refused for good."),
  ANSWER_LOST(Owner.CARRIER, false, "The carrier never answered; it may have been delivered."),

  // Receipts.
  RECEIPT_EXPIRED(Owner.CARRIER, false, "The carrier could not deliver it in time."),
  RECEIPT_UNDELIVERED(Owner.RECIPIENT, false, "The carrier could not deliver it."),
  RECEIPT_REJECTED(Owner.CARRIER, false, "The carrier took it and rejected it later."),
  RECEIPT_DELETED(Owner.CARRIER, false, "The carrier deleted it before delivery.");

  /** Who can do something about it. */
  public enum Owner {
    CALLER,
    RECIPIENT,
    CARRIER,
    US
  }

  private final Owner owner;
  private final boolean tryAgain;
  private final String words;

  FailureReason(Owner owner, boolean tryAgain, String words) {
    this.owner = owner;
    this.tryAgain = tryAgain;
    this.words = words;
  }

  public Owner owner() {
    return owner;
  }

  /** Whether the same submission may succeed later. */
  public boolean tryAgain() {
    return tryAgain;
  }

  /** One sentence for the caller that says what to do. Holds no personal data. */
  public String words() {
    return words;
  }
}
