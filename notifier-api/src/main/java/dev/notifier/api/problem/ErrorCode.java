package dev.notifier.api.problem;

import dev.notifier.contracts.FailureReason;
import dev.notifier.numbers.PhoneNumberError;
import java.util.Locale;

/**
 * Every reason for rejecting a request or one event of it. Callers program against the ids, which
 * never change. {@code docs/errors.md} lists them in the same order and with the same texts.
 */
public enum ErrorCode {
  // Requests.
  UNAUTHORIZED(
      401,
      "The API key is missing, wrong, expired or revoked, or the session has ended",
      "Send Authorization: Bearer with your key, or sign in again"),
  MISSING_SCOPE(
      403,
      "The API key does not have the scope of this operation",
      "Use a key with the scope in the detail"),
  NETWORK_NOT_ALLOWED(
      403,
      "The API key is not accepted from this network",
      "Send the request from a network of the key, or ask an administrator to add yours"),
  WRONG_CREDENTIALS(
      401,
      "The name or the password is wrong, or the user cannot sign in now",
      "Check both; after 10 failures, wait 15 minutes or ask an administrator for a new link"),
  SIGN_IN_INCOMPLETE(
      403, "The sign-in is not complete", "Send a code of your second factor, or add one"),
  WRONG_CODE(
      403,
      "The code is wrong, was used before or is not accepted now",
      "Send the next code of the app, or another recovery code; after 10 failures, wait 15 minutes"),
  SECOND_FACTOR_REQUIRED(
      403,
      "The second factor was given more than 10 minutes ago",
      "Send a code to POST /v1/sign-in/second-factor, then send the request again"),
  USERS_ONLY(
      403,
      "The operation is for users who have signed in, not for API keys",
      "Sign in with POST /v1/sign-in"),
  TENANT_SUSPENDED(
      403,
      "The tenant of the API key is suspended",
      "Ask the administrator of the tenant default why"),
  DEFAULT_TENANT_ONLY(
      403,
      "Only callers of the tenant default can do this",
      "Ask an administrator of the tenant default"),
  KEYS_UNAVAILABLE(
      503,
      "The API keys have not been read for some time",
      "Send the request again after Retry-After seconds; if that does not help, contact the operator"),
  NOT_FOUND(404, "This address does not exist", "See /v3/api-docs for the existing addresses"),
  METHOD_NOT_ALLOWED(405, "This address does not support this method", "See the Allow header"),
  NOT_ACCEPTABLE(
      406, "The response is not available in an accepted media type", "Accept application/json"),
  BAD_REQUEST(400, "The request cannot be read", "See the detail"),
  MISSING_PARAMETER(400, "A parameter is missing", "Add the parameter in the detail"),
  INVALID_PARAMETER(400, "A parameter has an invalid value", "See the detail"),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The media type of the body is not supported",
      "Send application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers"),
  UNSUPPORTED_CHARSET(415, "The charset is not UTF-8", "Send UTF-8"),
  UNSUPPORTED_CONTENT_ENCODING(415, "The body is compressed", "Send the body without compression"),
  EMPTY_BODY(400, "The body is empty", "Send one event or a batch"),
  BODY_TOO_LARGE(413, "The body is too large", "Send at most 16 MiB of events in one request"),
  REQUEST_TIMEOUT(
      408,
      "The body did not arrive in time",
      "Send the whole request again, over a faster connection or with fewer events"),
  TOO_MANY_ATTEMPTS(
      429,
      "Too many requests without a valid API key",
      "Correct the key and send the request again after Retry-After seconds"),
  TOO_MANY_REQUESTS(
      429,
      "The API key or the user has sent more requests than allowed",
      "Send the request again after Retry-After seconds"),
  TOO_MANY_LOOKUPS(
      429,
      "You have looked up as many persons as you may in an hour",
      "Send the request again after Retry-After seconds, or ask the operator to raise the limit"),
  BATCH_TOO_LARGE(413, "The batch has more than 10,000 events", "Send smaller batches"),
  BATCH_REJECTED(
      422, "No event of the batch was accepted", "Correct the events; items has a code for each"),
  INTERNAL_ERROR(
      500, "Notifier failed unexpectedly", "Try again; if it happens again, contact the operator"),
  KAFKA_UNAVAILABLE(
      503, "Kafka is unavailable", "Send the whole request again after Retry-After seconds"),
  OVERLOADED(
      503,
      "Too many requests are being processed",
      "Send the whole request again after Retry-After seconds"),
  STORE_UNAVAILABLE(
      503, "PostgreSQL is unavailable", "Send the request again after Retry-After seconds"),
  UNSTORABLE_VALUE(
      422,
      "PostgreSQL cannot store a value of the request",
      "Send shorter texts without unusual characters, and numbers and times in the usual range"),
  CONFLICT(
      409,
      "Another request changed the same at this moment",
      "Read it again and repeat the change"),
  LIMIT_REACHED(
      409,
      "There are as many event types, templates or versions, or bytes of templates, as allowed",
      "Change an existing one, discard drafts or retire versions, or have the operator raise the"
          + " limit under notifier.limits"),
  TENANTS_LIMIT_REACHED(
      409,
      "The templates of all tenants together are as large as allowed",
      "Discard drafts or retire versions, or have the operator raise"
          + " notifier.limits.tenant-templates"),
  EVENT_TYPES_UNAVAILABLE(
      503,
      "The event types have not been read yet",
      "Send the whole request again after Retry-After seconds"),
  NOT_FOUND_YET(
      404,
      "No notification of this event is known yet",
      "Send the request again: accepted events are still being planned"),
  NOTIFICATION_NOT_FOUND(
      404,
      "There is no such notification",
      "Check source and id; the event was not accepted, or its notification was deleted"),

  // Events: JSON and CloudEvents.
  INVALID_UTF8(400, "The text is not valid UTF-8", "Encode it as UTF-8"),
  NOT_JSON(400, "This is not valid JSON", "Correct it at the line and column in the detail"),
  DUPLICATE_KEY(400, "An object has the same key twice", "Remove one of them"),
  JSON_TOO_DEEP(400, "The JSON or YAML is nested more than 32 levels deep", "Send flatter data"),
  NUMBER_TOO_LONG(400, "A number has more than 64 digits", "Send it as text"),
  STRING_TOO_LONG(400, "A text has more than 20,000 characters", "Shorten it"),
  NOT_AN_EVENT(
      400, "This is not a CloudEvent", "Send a JSON object with specversion, id, source and type"),
  UNSUPPORTED_SPECVERSION(
      400, "The version of CloudEvents is not supported", "Set specversion to \"1.0\""),
  MISSING_ATTRIBUTE(400, "A required attribute is missing or empty", "Add it"),
  INVALID_ATTRIBUTE(400, "An attribute has an invalid format", "See the detail"),

  // Events: rules.
  EVENT_TOO_LARGE(422, "The event is larger than 64 KiB", "Send less data"),
  ATTRIBUTE_TOO_LONG(422, "An attribute is too long", "Shorten it"),
  MISSING_TIME(
      422, "time is missing", "Send the time of the fact, such as 2026-12-01T08:00:00+07:00"),
  INVALID_TIME(
      422,
      "time is invalid",
      "Send RFC 3339 with seconds and offset, such as 2026-12-01T08:00:00+07:00"),
  EVENT_TOO_OLD(
      422,
      "The event is older than 60 days and is not sent",
      "Send only events of the last 60 days"),
  EVENT_IN_FUTURE(422, "The event is more than one day in the future", "Check the sender's clock"),
  UNKNOWN_TYPE(
      422,
      "The event type is not registered",
      "Send one of the types that GET /v1/event-types lists"),
  TYPE_NOT_ALLOWED(
      403,
      "The API key may not send events of this type",
      "Use another key, or ask an administrator to add the type or its category"),
  NUMBER_NOT_IN_TEAM(
      403,
      "The API key may send to the numbers of its team only",
      "Send to one of them, or use a live key"),
  DAILY_LIMIT_REACHED(
      429,
      "The API key has sent as many events as it may in a day",
      "Send the event again tomorrow, or ask an administrator to raise the limit"),
  QUOTA_REACHED(
      429,
      "The tenant has used its segments of the month",
      "Send the event again next month, or ask the administrator of the tenant default to raise the"
          + " quota"),
  NO_TEST_ROUTE(
      422, "No route is for tests", "Ask the operator to configure a route with test: true"),
  UNSUPPORTED_DATA_TYPE(422, "data is not JSON", "Send data as a JSON object"),
  MISSING_DATA(422, "data is missing", "Send data as a JSON object"),
  INVALID_DATA(
      422, "data does not match the schema of the event type", "Correct the fields in the detail"),
  INVALID_EXPIRES_AT(
      422, "expiresAt is not a valid time", "Send RFC 3339 with seconds and offset, or omit it"),
  FORBIDDEN_CHARACTER(
      422, "A text contains NUL or half of a character", "Send complete characters without NUL"),
  LEGACY_ENCODING(
      422,
      "A text was read in the wrong encoding",
      "Convert it from the encoding in the detail to UTF-8 before sending"),
  NUMBER_OUT_OF_RANGE(422, "A number has more than 18 digits", "Send it as text"),
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
  NO_TEMPLATE(
      422,
      "No template is published for this event type",
      "Ask the operator to publish one, then send the event again"),
  NO_VARIANT(
      422,
      "The published template has no variant for this recipient",
      "Ask the operator to publish one for everyone, then send the event again"),
  TEMPLATE_TOO_LONG(
      422,
      "The published template is too long, whatever the values are",
      "Ask the operator to shorten it, then send the event again"),
  UNUSABLE_TEMPLATE(
      422,
      "The published template cannot be sent, whatever the values are",
      "Ask the operator to publish a correct one, then send the event again"),
  MISSING_VALUE(422, "A value that the template needs is missing", "Add it"),
  INVALID_VALUE(422, "A value cannot be used in the text", "Correct it"),
  TEXT_TOO_LONG(422, "The text of the message is longer than allowed", "Shorten the values"),
  UNKNOWN_TEMPLATE_VERSION(
      422, "The template has no such approved version", "Pin another version or none"),
  NOT_REGISTERED(
      422,
      "The carrier has not approved the template",
      "Ask the operator to register it, then send the event again"),
  NO_ROUTE(422, "No route serves this number", "Ask the operator to configure a default route"),
  EXPIRED_BEFORE_SUBMISSION(422, "expiresAt is in the past", "Send a later time, or omit it"),

  /** The code of the status {@code retry}; the event itself is valid. */
  NOT_CONFIRMED(
      503, "Kafka did not confirm this event in time", "Send it again; that is always safe"),

  // Routes.
  ROUTE_NOT_FOUND(
      404, "The route does not exist", "Use one of the names that GET /v1/routes lists"),
  UNKNOWN_SETTING(
      422,
      "This setting cannot be changed at run time",
      "Send rate, sessions, window or paused; all other settings are in the configuration"),
  INVALID_SETTING(422, "A setting has an invalid value", "See the detail"),
  NO_FREE_BIND_SLOT(
      422,
      "There is no free bind slot for another session",
      "Use fewer sessions; a bind slot is never released"),
  ROUTE_VERSION_MISMATCH(
      412, "The route has another version than If-Match", "Read the route again and decide anew"),
  ROUTE_CONFLICT(
      409,
      "The route was changed at the same moment",
      "Read the route again and repeat the change"),

  // Event types.
  EVENT_TYPE_NOT_FOUND(
      404,
      "The event type or its version does not exist",
      "Use one that GET /v1/event-types or its versions list"),
  NOT_YAML(400, "This is not YAML 1.2", "Correct it at the line and column in the detail"),
  INVALID_EVENT_TYPE(422, "A field of the event type has an invalid value", "See the detail"),
  INVALID_SCHEMA(422, "The schema is invalid or not supported", "Correct the places in the detail"),
  INVALID_SAMPLE(422, "A sample does not match the schema", "Correct the sample or the schema"),
  INCOMPATIBLE_CHANGE(
      409,
      "The change is incompatible with existing callers",
      "Undo the changes in the detail, or send the next version with breaking set to true"),
  BREAKS_PUBLISHED_TEMPLATE(
      409,
      "A published template needs what this change removes",
      "First publish templates that do not need it"),
  EVENT_TYPE_VERSION_MISMATCH(
      412,
      "The event type has another version than you sent",
      "Read the event type again and decide anew"),
  EVENT_TYPE_CONFLICT(
      409,
      "The event type was changed at the same moment",
      "Read the event type again and repeat the change"),

  // Templates.
  TEMPLATE_NOT_FOUND(404, "The template does not exist", "Save a draft of it first"),
  TEMPLATE_VERSION_NOT_FOUND(
      404, "The template does not have this version", "Use a version that the template lists"),
  DRAFT_NOT_FOUND(404, "The template has no draft", "Save a draft first"),
  INVALID_TEMPLATE(422, "This is not a template", "See the errors for the line of each diagnostic"),
  TEMPLATE_ERRORS(
      422, "The template does not match its event type", "See the errors for each diagnostic"),
  TEMPLATE_NOT_SENDABLE(
      422,
      "Messages of the template could not be sent",
      "See the errors for each text; nothing was submitted"),
  EVENT_TYPE_NOT_REGISTERED(
      422, "The event type of the template is not registered", "Register the event type first"),
  EVENT_TYPE_DIFFERS(
      409,
      "All versions of a template have the same event type",
      "Use another template for this event type"),
  DRAFT_REVISION_MISMATCH(
      412, "The draft has another revision than If-Match", "Read the draft again and decide anew"),
  IF_MATCH_REQUIRED(
      428, "The template already has a draft", "Read the draft, and send its ETag as If-Match"),
  VERSION_IMMUTABLE(409, "A version cannot be changed", "Save a draft and submit it"),
  NOT_SUBMITTED(409, "The draft is not submitted", "Submit it first"),
  NOT_APPROVED(409, "This version is not approved", "Have another person approve it"),
  SELF_APPROVAL(
      403,
      "Authors and submitters cannot approve their own version",
      "Have another person approve it, with their own key"),
  ALREADY_APPROVED(409, "This version is already approved", "Publish it"),
  ALREADY_PUBLISHED(409, "This version is already in force", "Nothing needs to be done"),
  NOT_PUBLISHED_BEFORE(409, "This version was never in force", "Publish it instead"),
  PREVIOUSLY_PUBLISHED(
      409, "This version was in force before", "Publish another version, or retire this one"),
  NOT_SCHEDULED(409, "This version is not scheduled", "Nothing needs to be done"),
  ALREADY_SCHEDULED(409, "This version is scheduled", "Unschedule it first"),
  REJECTED(409, "This version was rejected", "Correct the draft and submit it"),
  RETIRED(409, "This version is retired", "Submit its text as a new draft"),
  MISSING_REASON(422, "A reason is required", "Send reason, in at most 500 characters"),
  INVALID_PUBLISH_TIME(
      422,
      "The publication time is invalid",
      "Send RFC 3339 with seconds and offset, in the future and within 366 days"),
  INVALID_REGISTRATION(422, "The registration is invalid", "See the detail"),
  INVALID_IMPORT(422, "The files cannot be imported", "See the errors; nothing was changed"),

  // Jobs.
  JOB_NOT_FOUND(404, "The job does not exist", "Use one that GET /v1/jobs lists"),
  JOB_DONE(409, "The job is done", "Nothing needs to be done"),
  JOB_PERIODIC(409, "A periodic job is needed always and cannot be cancelled", "Leave it as it is"),

  // Keys and tenants.
  KEY_NOT_FOUND(404, "The API key does not exist", "Use an id that GET /v1/keys lists"),
  INVALID_KEY(422, "A field of the API key has an invalid value", "See the detail"),
  SCOPE_NOT_HELD(
      403,
      "The API key or the user would have a scope that you do not have",
      "Leave out the scopes in the detail, or ask an administrator who has them"),
  KEY_REVOKED(409, "The API key is revoked", "Make a new one"),
  KEY_VERSION_MISMATCH(
      412, "The API key has another version than If-Match", "Read the key again and decide anew"),
  TOO_MANY_KEYS(
      409,
      "The tenant has too many API keys",
      "Revoke those that are not used any more: 1,000 may be valid; or wait: 100 are made in 24"
          + " hours"),
  FORMER_SECRET_VALID(
      409,
      "The former secret of the API key is still valid",
      "Wait until formerEndsAt, or send \"force\": true to end it now"),
  TENANT_NOT_FOUND(404, "The tenant does not exist", "Use an id that GET /v1/tenants lists"),
  INVALID_TENANT(422, "A field of the tenant has an invalid value", "See the detail"),
  TENANT_VERSION_MISMATCH(
      412, "The tenant has another version than If-Match", "Read the tenant again and decide anew"),
  TOO_MANY_TENANTS(409, "There are 1,000 tenants", "Change one that is not used any more"),

  // Groups and reports.
  GROUP_NOT_FOUND(
      404,
      "The tenant has no such group",
      "Use a name that GET /v1/groups lists; a new one is there when its first event was counted"),
  INVALID_GROUP(422, "A field of the group has an invalid value", "See the detail"),
  TOO_MANY_GROUPS(
      409, "The tenant has 100,000 groups", "Use one group for more events, such as one for a day"),
  REPORT_TOO_LARGE(
      422,
      "The report has more than 10,000 rows",
      "Group by fewer columns, set filters, or send several requests for shorter times"),

  // Users.
  USER_NOT_FOUND(404, "The user does not exist", "Use a name that GET /v1/users lists"),
  INVALID_USER(422, "A field of the user has an invalid value", "See the detail"),
  USER_NAME_TAKEN(
      409,
      "A user has or had this name",
      "Choose another one: names are never given again, in any tenant"),
  USER_VERSION_MISMATCH(
      412, "The user has another version than If-Match", "Read the user again and decide anew"),
  USER_DISABLED(409, "The user is disabled", "Enable the user first"),
  OWN_USER(
      403,
      "No one can do this with the own user",
      "Ask another administrator; your password and factors are under /v1/me"),
  TOO_MANY_USERS(
      409,
      "The tenant has too many users",
      "Disable those who have left: 1,000 may be active; or wait: 200 are made in 24 hours"),
  // Signing in.
  INVALID_SIGN_IN(422, "A field of the sign-in has an invalid value", "See the detail"),
  LINK_NOT_VALID(
      422,
      "The link is wrong, was used before or has expired",
      "Ask an administrator for a new link"),
  UNUSABLE_PASSWORD(
      422, "The password is not accepted", "Choose another one of 12 to 128 characters"),
  WRONG_PASSWORD(
      403,
      "The present password is wrong, or is not accepted now",
      "Check it; after 10 failures, wait 15 minutes"),
  NO_PENDING_APP(
      409,
      "No authenticator app waits for its first code",
      "Send POST /v1/me/totp, and confirm within 15 minutes"),
  LAST_SECOND_FACTOR(
      409, "It is the last second factor", "Add another one before you remove this one"),
  SESSION_NOT_FOUND(
      404,
      "The user has no such session, or it has ended",
      "Use an id that the sessions of the user list"),

  // Passkeys.
  PASSKEYS_OFF(
      409,
      "Passkeys are off",
      "Use an authenticator app, or ask the operator to set notifier.users.passkeys"),
  INVALID_PASSKEY(422, "This is not the response of an authenticator", "See the detail"),
  PASSKEY_REFUSED(
      403,
      "The passkey is not accepted, or not now",
      "Request new options and try again; after 10 failures, wait 15 minutes"),
  PASSKEY_COPIED(
      403,
      "The passkey was used more often than Notifier knows, so somebody may have a copy",
      "Use another second factor, remove the passkey, and tell your administrator"),
  PASSKEY_NOT_FOUND(404, "The passkey does not exist", "Use an id that GET /v1/me/passkeys lists"),
  NO_CHALLENGE(
      409,
      "The session has no challenge: it was used, or is older than 5 minutes",
      "Request new options, and send the response of the authenticator once"),
  PASSKEY_TAKEN(
      409,
      "The authenticator has a passkey that is registered already",
      "Use another authenticator"),
  TOO_MANY_PASSKEYS(409, "The user has 10 passkeys", "Remove one that is not used any more"),
  NO_PASSKEY(409, "The user has no passkey", "Use another second factor");

  private final int status;
  private final String title;
  private final String advice;

  ErrorCode(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  ErrorCode(PhoneNumberError error) {
    this(422, "The recipient's number cannot receive SMS", capitalized(error.advice()));
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
