package dev.notifier.contracts.wire;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import java.util.List;

/** The numbers of all enums in records. Records on Kafka have them: add, never move or reuse. */
final class Constants {
  static final EnumNumbers<Lane> LANE =
      new EnumNumbers<>(Lane.class, null, List.of(Lane.URGENT, Lane.NORMAL, Lane.BULK));

  static final EnumNumbers<Category> CATEGORY =
      new EnumNumbers<>(
          Category.class,
          null,
          List.of(Category.OTP, Category.SERVICE, Category.GENERAL_INFO, Category.ADVERTISING));

  static final EnumNumbers<Outcome> OUTCOME =
      new EnumNumbers<>(
          Outcome.class,
          Outcome.UNKNOWN,
          List.of(
              Outcome.ACCEPTED,
              Outcome.THROTTLED,
              Outcome.MOVED,
              Outcome.SUPERSEDED,
              Outcome.RETRIED,
              Outcome.REJECTED));

  static final EnumNumbers<NotificationState> STATE =
      new EnumNumbers<>(
          NotificationState.class,
          NotificationState.UNKNOWN,
          List.of(
              NotificationState.ACCEPTED,
              NotificationState.DEFERRED,
              NotificationState.PLANNED,
              NotificationState.UNCONFIRMED,
              NotificationState.SUBMITTED,
              NotificationState.NO_RECEIPT,
              NotificationState.EXPIRED,
              NotificationState.UNDELIVERED,
              NotificationState.SKIPPED,
              NotificationState.CANCELLED,
              NotificationState.REJECTED,
              NotificationState.DELIVERED));

  static final EnumNumbers<FailureReason> REASON =
      new EnumNumbers<>(
          FailureReason.class,
          FailureReason.UNKNOWN,
          List.of(
              FailureReason.INVALID_NUMBER,
              FailureReason.NO_TEMPLATE,
              FailureReason.NO_VARIANT,
              FailureReason.TEMPLATE_TOO_LONG,
              FailureReason.UNUSABLE_TEMPLATE,
              FailureReason.MISSING_VALUE,
              FailureReason.INVALID_VALUE,
              FailureReason.TEXT_TOO_LONG,
              FailureReason.UNKNOWN_TEMPLATE_VERSION,
              FailureReason.NOT_REGISTERED,
              FailureReason.NO_ROUTE,
              FailureReason.DUPLICATE_FACT,
              FailureReason.OPTED_OUT,
              FailureReason.EXPIRED_BEFORE_SUBMISSION,
              FailureReason.INTERNAL,
              FailureReason.CARRIER_THROTTLED,
              FailureReason.CARRIER_QUEUE_FULL,
              FailureReason.CARRIER_SYSTEM_ERROR,
              FailureReason.CARRIER_TEMPORARY,
              FailureReason.CARRIER_UNKNOWN_ERROR,
              FailureReason.CARRIER_INVALID_SOURCE,
              FailureReason.CARRIER_INVALID_DESTINATION,
              FailureReason.CARRIER_REJECTED,
              FailureReason.CARRIER_PROTOCOL_ERROR,
              FailureReason.ATTEMPTS_EXHAUSTED,
              FailureReason.PARTLY_SENT,
              FailureReason.RESPONSE_MISSING,
              FailureReason.RECEIPT_EXPIRED,
              FailureReason.RECEIPT_UNDELIVERED,
              FailureReason.RECEIPT_REJECTED,
              FailureReason.RECEIPT_DELETED,
              FailureReason.CANCELLED,
              FailureReason.NO_NUMBER,
              FailureReason.WRONG_PERSON,
              FailureReason.ADVERTISING_DISABLED,
              FailureReason.NO_CONSENT,
              FailureReason.DO_NOT_CALL,
              FailureReason.DO_NOT_CALL_OUTDATED,
              FailureReason.OUTSIDE_SENDING_HOURS,
              FailureReason.ADVERTISING_LIMIT,
              FailureReason.SEND_AFTER,
              FailureReason.QUIET_HOURS,
              FailureReason.ROUTE_BUSY));

  private Constants() {}

  static List<EnumNumbers<?>> all() {
    return List.of(LANE, CATEGORY, OUTCOME, STATE, REASON);
  }
}
