package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * The catalogue of expected failures: why a notification was skipped, rejected, retried or not
 * delivered. Each reason names who can act on it, and has a text for the caller.
 */
public enum FailureReason {
  // The event or its recipient.
  INVALID_NUMBER(Owner.CALLER, "The recipient's number cannot receive SMS; correct it."),
  NO_NUMBER(
      Owner.OPERATOR,
      "The directory has no number of this person; store one and plan the event again."),
  NO_TEMPLATE(Owner.OPERATOR, "No template is published for this event type; publish one."),
  NO_VARIANT(
      Owner.OPERATOR,
      "The published template has no variant for this recipient; publish one for everyone."),
  TEMPLATE_TOO_LONG(
      Owner.OPERATOR,
      "The template needs more segments than it allows, whatever the values are; shorten it."),
  UNUSABLE_TEMPLATE(
      Owner.OPERATOR,
      "The published template cannot be sent, whatever the values are; publish a correct one."),
  MISSING_VALUE(Owner.CALLER, "A value that the template needs is missing; add it."),
  INVALID_VALUE(Owner.CALLER, "A value cannot be used in the text; correct it."),
  TEXT_TOO_LONG(Owner.CALLER, "The values make the text longer than allowed; shorten them."),
  UNKNOWN_TEMPLATE_VERSION(
      Owner.CALLER, "The template has no such approved version; pin another or none."),
  NOT_REGISTERED(
      Owner.OPERATOR, "The carrier has not approved this template; register it with the carrier."),
  NO_ROUTE(Owner.OPERATOR, "No route serves this number; configure a default route."),
  DUPLICATE_FACT(Owner.CALLER, "The recipient already got a message about this fact."),
  OPTED_OUT(Owner.RECIPIENT, "The recipient opted out of messages of this category."),
  WRONG_PERSON(
      Owner.CALLER,
      "The recipient said that messages about this person or unit do not concern this number;"
          + " correct the number in your directory."),
  ADVERTISING_DISABLED(
      Owner.OPERATOR,
      "The tenant may not send advertising; ask the administrator of the tenant default to enable"
          + " it."),
  NO_CONSENT(
      Owner.CALLER, "No consent to advertising is recorded for this number; record it first."),
  DO_NOT_CALL(Owner.RECIPIENT, "The number is on the national do-not-call list."),
  DO_NOT_CALL_OUTDATED(
      Owner.OPERATOR,
      "The national do-not-call list is missing or older than 30 days; import a newer one."),
  OUTSIDE_SENDING_HOURS(
      Owner.CALLER,
      "Advertising is sent from 07:00 to 22:00 of Vietnam's time only; send a new event then."),
  ADVERTISING_LIMIT(
      Owner.CALLER, "The number got as many advertisements in 24 hours as allowed; send it later."),
  SEND_AFTER(Owner.CALLER, "It waits until the sendAfter of its event."),
  QUIET_HOURS(Owner.RECIPIENT, "It waits until the quiet hours of its event type end."),
  ROUTE_BUSY(Owner.CARRIER, "It waits because its route has as much to send as it can soon send."),
  EXPIRED_BEFORE_SUBMISSION(Owner.OPERATOR, "It expired before it could be sent."),
  CANCELLED(Owner.CALLER, "It was cancelled before a carrier had it."),
  INTERNAL(Owner.OPERATOR, "An internal record could not be read; see the log of the worker."),

  // Responses of the carrier (SMPP v3.4, 5.1.3).
  CARRIER_THROTTLED(Owner.CARRIER, "The carrier throttled the submission."),
  CARRIER_QUEUE_FULL(Owner.CARRIER, "The carrier's message queue is full."),
  CARRIER_SYSTEM_ERROR(Owner.CARRIER, "The carrier reported a system error."),
  CARRIER_TEMPORARY(Owner.CARRIER, "The carrier rejected the message temporarily."),
  CARRIER_UNKNOWN_ERROR(Owner.CARRIER, "The carrier responded with an unknown code."),
  CARRIER_INVALID_SOURCE(
      Owner.OPERATOR, "The carrier does not allow this source address; register it."),
  CARRIER_INVALID_DESTINATION(Owner.RECIPIENT, "The carrier does not know this number."),
  CARRIER_REJECTED(Owner.CARRIER, "The carrier rejected the message."),
  CARRIER_PROTOCOL_ERROR(
      Owner.OPERATOR, "The carrier could not parse the submission; contact support."),
  ATTEMPTS_EXHAUSTED(Owner.CARRIER, "All attempts failed; send a new event later."),
  PARTLY_SENT(Owner.CARRIER, "The carrier accepted some segments and rejected the others."),
  RESPONSE_MISSING(
      Owner.CARRIER, "The carrier did not respond; the message may have been delivered."),

  // Receipts.
  RECEIPT_EXPIRED(Owner.CARRIER, "The carrier could not deliver the message in time."),
  RECEIPT_UNDELIVERED(Owner.RECIPIENT, "The carrier could not deliver the message."),
  RECEIPT_REJECTED(Owner.CARRIER, "The carrier accepted the message and rejected it later."),
  RECEIPT_DELETED(Owner.CARRIER, "The carrier deleted the message before delivery."),

  /** A reason of a newer release, in a record. Never stored. */
  @JsonEnumDefaultValue
  UNKNOWN(Owner.OPERATOR, "A newer release knows the reason; update this program.");

  /** Who can act on a failure. */
  public enum Owner {
    CALLER,
    RECIPIENT,
    CARRIER,
    OPERATOR
  }

  private final Owner owner;
  private final String text;

  FailureReason(Owner owner, String text) {
    this.owner = owner;
    this.text = text;
  }

  /** Reads a stored reason; one of a newer release is {@link #UNKNOWN}. */
  public static FailureReason of(String name) {
    for (FailureReason reason : values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    return UNKNOWN;
  }

  public Owner owner() {
    return owner;
  }

  /** One sentence for the caller that says what to do. Contains no personal data. */
  public String text() {
    return text;
  }
}
