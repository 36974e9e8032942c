package dev.notifier.api.problem;

import dev.notifier.contracts.FailureReason;
import dev.notifier.numbers.PhoneNumberError;
import java.util.Locale;

/**
 * Every reason for rejecting a request or one event of it. Callers program against the ids, which
 * never change. {@code docs/errors.md} lists them in the same order and with the same texts, which
 * are in {@code error-codes.properties}.
 */
public enum ErrorCode {
  // Requests.
  UNAUTHORIZED(401),
  MISSING_SCOPE(403),
  NETWORK_NOT_ALLOWED(403),
  WRONG_CREDENTIALS(401),
  SIGN_IN_INCOMPLETE(403),
  WRONG_CODE(403),
  SECOND_FACTOR_REQUIRED(403),
  USERS_ONLY(403),
  TENANT_SUSPENDED(403),
  DEFAULT_TENANT_ONLY(403),
  KEYS_UNAVAILABLE(503),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  BAD_REQUEST(400),
  MISSING_PARAMETER(400),
  INVALID_PARAMETER(400),
  UNSUPPORTED_MEDIA_TYPE(415),
  UNSUPPORTED_CHARSET(415),
  UNSUPPORTED_CONTENT_ENCODING(415),
  EMPTY_BODY(400),
  BODY_TOO_LARGE(413),
  REQUEST_TIMEOUT(408),
  TOO_MANY_ATTEMPTS(429),
  TOO_MANY_REQUESTS(429),
  TOO_MANY_LOOKUPS(429),
  BATCH_TOO_LARGE(413),
  BATCH_REJECTED(422),
  INTERNAL_ERROR(500),
  KAFKA_UNAVAILABLE(503),
  OVERLOADED(503),
  STORE_UNAVAILABLE(503),
  UNSTORABLE_VALUE(422),
  CONFLICT(409),
  LIMIT_REACHED(409),
  TENANTS_LIMIT_REACHED(409),
  EVENT_TYPES_UNAVAILABLE(503),
  NOT_FOUND_YET(404),
  NOTIFICATION_NOT_FOUND(404),
  INVALID_FEED_POSITION(400),
  FEED_POSITION_EXPIRED(410),
  TOO_MANY_FEED_READERS(429),
  STATUSES_UNAVAILABLE(503),
  CERTIFICATES_NOT_CONFIGURED(501),
  TIMELINE_LINK_NOT_FOUND(404),
  EXPORT_NOT_FOUND(404),
  EXPORT_NOT_COMPLETE(409),
  TOO_MANY_EXPORTS(409),
  TOO_MANY_OPT_OUTS(409),
  CONVERSATION_NOT_FOUND(404),
  CONVERSATION_CHANGED(412),
  CONVERSATION_CLOSED(409),
  CONVERSATION_TAKEN(409),
  CONVERSATION_MESSAGE_NOT_FOUND(404),
  NO_HOTLINE(409),
  NO_SUCH_ANSWER(422),

  // Events: JSON and CloudEvents.
  INVALID_UTF8(400),
  NOT_JSON(400),
  DUPLICATE_KEY(400),
  JSON_TOO_DEEP(400),
  NUMBER_TOO_LONG(400),
  STRING_TOO_LONG(400),
  NOT_AN_EVENT(400),
  UNSUPPORTED_SPECVERSION(400),
  MISSING_ATTRIBUTE(400),
  INVALID_ATTRIBUTE(400),

  // Events: rules.
  EVENT_TOO_LARGE(422),
  ATTRIBUTE_TOO_LONG(422),
  MISSING_TIME(422),
  INVALID_TIME(422),
  EVENT_TOO_OLD(422),
  EVENT_IN_FUTURE(422),
  RESERVED_SOURCE(422),
  UNKNOWN_TYPE(422),
  RESERVED_TYPE(422),
  TYPE_NOT_ALLOWED(403),
  NUMBER_NOT_IN_TEAM(403),
  DAILY_LIMIT_REACHED(429),
  QUOTA_REACHED(429),
  NO_TEST_ROUTE(422),
  UNSUPPORTED_DATA_TYPE(422),
  MISSING_DATA(422),
  INVALID_DATA(422),
  INVALID_EXPIRES_AT(422),
  FORBIDDEN_CHARACTER(422),
  LEGACY_ENCODING(422),
  NUMBER_OUT_OF_RANGE(422),
  PHONE_EMPTY(PhoneNumberError.EMPTY),
  PHONE_TOO_LONG(PhoneNumberError.TOO_LONG),
  PHONE_LETTERS(PhoneNumberError.LETTERS),
  PHONE_MULTIPLE_NUMBERS(PhoneNumberError.MULTIPLE_NUMBERS),
  PHONE_INVALID_CHARACTERS(PhoneNumberError.INVALID_CHARACTERS),
  PHONE_LANDLINE(PhoneNumberError.LANDLINE),
  PHONE_SERVICE_NUMBER(PhoneNumberError.SERVICE_NUMBER),
  PHONE_SHORT_CODE(PhoneNumberError.SHORT_CODE),
  PHONE_FOREIGN(PhoneNumberError.FOREIGN),
  PHONE_SPREADSHEET(PhoneNumberError.SPREADSHEET),
  PHONE_NOT_MOBILE(PhoneNumberError.NOT_MOBILE),

  // Events: what the plan stage would refuse; the same names as in FailureReason.
  NO_TEMPLATE(422),
  NO_VARIANT(422),
  TEMPLATE_TOO_LONG(422),
  UNUSABLE_TEMPLATE(422),
  MISSING_VALUE(422),
  INVALID_VALUE(422),
  TEXT_TOO_LONG(422),
  UNKNOWN_TEMPLATE_VERSION(422),
  NOT_REGISTERED(422),
  NO_ROUTE(422),
  EXPIRED_BEFORE_SUBMISSION(422),
  NOT_CONFIRMED(503),

  // Routes.
  ROUTE_NOT_FOUND(404),
  UNKNOWN_SETTING(422),
  INVALID_SETTING(422),
  NO_FREE_BIND_SLOT(422),
  ROUTE_VERSION_MISMATCH(412),
  ROUTE_CONFLICT(409),

  // Event types.
  EVENT_TYPE_NOT_FOUND(404),
  NOT_YAML(400),
  INVALID_EVENT_TYPE(422),
  INVALID_SCHEMA(422),
  INVALID_SAMPLE(422),
  INCOMPATIBLE_CHANGE(409),
  BREAKS_PUBLISHED_TEMPLATE(409),
  EVENT_TYPE_VERSION_MISMATCH(412),
  EVENT_TYPE_CONFLICT(409),

  // Templates.
  TEMPLATE_NOT_FOUND(404),
  TEMPLATE_VERSION_NOT_FOUND(404),
  DRAFT_NOT_FOUND(404),
  INVALID_TEMPLATE(422),
  TEMPLATE_ERRORS(422),
  TEMPLATE_NOT_SENDABLE(422),
  EVENT_TYPE_NOT_REGISTERED(422),
  EVENT_TYPE_DIFFERS(409),
  DRAFT_REVISION_MISMATCH(412),
  IF_MATCH_REQUIRED(428),
  VERSION_IMMUTABLE(409),
  NOT_SUBMITTED(409),
  NOT_APPROVED(409),
  SELF_APPROVAL(403),
  ALREADY_APPROVED(409),
  ALREADY_PUBLISHED(409),
  NOT_PUBLISHED_BEFORE(409),
  PREVIOUSLY_PUBLISHED(409),
  NOT_SCHEDULED(409),
  ALREADY_SCHEDULED(409),
  REJECTED(409),
  RETIRED(409),
  MISSING_REASON(422),
  INVALID_PUBLISH_TIME(422),
  INVALID_REGISTRATION(422),
  INVALID_IMPORT(422),

  // Jobs.
  JOB_NOT_FOUND(404),
  JOB_DONE(409),
  JOB_PERIODIC(409),

  // Cancellations.
  CANCELLATION_NOT_FOUND(404),
  TOO_MANY_CANCELLATIONS(409),
  CANCELLATION_COUNTING(409),

  // Keys and tenants.
  KEY_NOT_FOUND(404),
  INVALID_KEY(422),
  SCOPE_NOT_HELD(403),
  KEY_REVOKED(409),
  KEY_VERSION_MISMATCH(412),
  TOO_MANY_KEYS(409),
  FORMER_SECRET_VALID(409),
  TENANT_NOT_FOUND(404),
  INVALID_TENANT(422),
  TENANT_VERSION_MISMATCH(412),
  TOO_MANY_TENANTS(409),

  // Groups and reports.
  GROUP_NOT_FOUND(404),
  INVALID_GROUP(422),
  TOO_MANY_GROUPS(409),
  REPORT_TOO_LARGE(422),

  // The directory.
  INVALID_RECIPIENT(422),

  // Webhooks.
  WEBHOOK_NOT_FOUND(404),
  INVALID_WEBHOOK(422),
  WEBHOOK_VERSION_MISMATCH(412),
  TOO_MANY_WEBHOOKS(409),
  FORMER_WEBHOOK_SECRET_VALID(409),
  WEBHOOK_TEST_PENDING(409),

  // Users.
  USER_NOT_FOUND(404),
  INVALID_USER(422),
  USER_NAME_TAKEN(409),
  USER_VERSION_MISMATCH(412),
  USER_DISABLED(409),
  OWN_USER(403),
  TOO_MANY_USERS(409),

  // Signing in.
  INVALID_SIGN_IN(422),
  LINK_NOT_VALID(422),
  UNUSABLE_PASSWORD(422),
  WRONG_PASSWORD(403),
  NO_PENDING_APP(409),
  LAST_SECOND_FACTOR(409),
  SESSION_NOT_FOUND(404),

  // Passkeys.
  PASSKEYS_OFF(409),
  INVALID_PASSKEY(422),
  PASSKEY_REFUSED(403),
  PASSKEY_COPIED(403),
  PASSKEY_NOT_FOUND(404),
  NO_CHALLENGE(409),
  PASSKEY_TAKEN(409),
  TOO_MANY_PASSKEYS(409),
  NO_PASSKEY(409);

  private final int status;
  private final String title;
  private final String advice;

  ErrorCode(int status) {
    this.status = status;
    this.title = ErrorTexts.title(id());
    this.advice = ErrorTexts.advice(id());
  }

  ErrorCode(PhoneNumberError error) {
    this.status = 422;
    this.title = "The recipient's number cannot receive SMS";
    this.advice = capitalized(error.advice());
  }

  /** The code of a phone number that was rejected. */
  public static ErrorCode of(PhoneNumberError error) {
    return valueOf("PHONE_" + error.name());
  }

  /** The code of an event that the plan stage would refuse for this reason. */
  public static ErrorCode of(FailureReason reason) {
    return reason == FailureReason.INVALID_NUMBER ? PHONE_NOT_MOBILE : valueOf(reason.name());
  }

  /** The code that callers see, such as {@code event-too-old}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status if the whole request is rejected for this reason. */
  public int status() {
    return status;
  }

  /** What is wrong, without a full stop. */
  public String title() {
    return title;
  }

  /** What to do, without a full stop. */
  public String advice() {
    return advice;
  }

  /** Title and advice as two sentences. */
  public String detail() {
    return title + ". " + advice + ".";
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
