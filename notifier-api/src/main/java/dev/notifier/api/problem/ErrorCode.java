package dev.notifier.api.problem;

import dev.notifier.numbers.PhoneNumberError;

/**
 * Every way in which a call or one event of it can be refused. Callers program against the ids:
 * they never change. {@code docs/errors.md} lists them.
 */
public enum ErrorCode {
  // The call.
  UNAUTHORIZED(401, "The API key is missing or wrong", "Send Authorization: Bearer with your key"),
  NOT_FOUND(404, "There is nothing at this address", "See /v3/api-docs for what there is"),
  METHOD_NOT_ALLOWED(405, "This address does not take this method", "See the Allow header"),
  NOT_ACCEPTABLE(406, "There is no answer in the form you accept", "Accept application/json"),
  BAD_REQUEST(400, "The request cannot be read", "See the detail"),
  MISSING_PARAMETER(400, "A parameter is missing", "Send source and id of the event"),
  INVALID_PARAMETER(400, "A parameter has a value it cannot have", "See the detail"),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body does not come in this media type",
      "Send application/cloudevents+json, application/cloudevents-batch+json, or application/json"
          + " with ce- headers"),
  UNSUPPORTED_CHARSET(415, "JSON is UTF-8", "Send UTF-8 and no other charset"),
  UNSUPPORTED_CONTENT_ENCODING(415, "Bodies cannot be compressed", "Send the body as it is"),
  EMPTY_BODY(400, "There is no body", "Send one event or a batch"),
  EMPTY_BATCH(400, "The batch has no events", "Send at least one event"),
  BODY_TOO_LARGE(413, "The body is larger than 16 MiB", "Send smaller batches"),
  BATCH_TOO_LARGE(413, "The batch has more than 10,000 events", "Send smaller batches"),
  INTERNAL_ERROR(500, "Something broke on our side", "Try again; if it stays, tell the operator"),
  KAFKA_UNAVAILABLE(
      503, "The queue cannot take events now", "Send the whole again after Retry-After seconds"),
  OVERLOADED(
      503, "Too much is being taken at once", "Send the whole again after Retry-After seconds"),
  STORE_UNAVAILABLE(503, "The store cannot be asked now", "Ask again after Retry-After seconds"),
  EVENT_TYPES_UNAVAILABLE(
      503, "The event types are not known yet", "Send the whole again after Retry-After seconds"),
  NOT_FOUND_YET(
      404,
      "No notification of this event is known yet",
      "Check source and id; if the event was just accepted, ask again"),

  // One event as JSON and as a CloudEvent.
  INVALID_UTF8(400, "These octets are not UTF-8", "Encode the event as UTF-8"),
  NOT_JSON(400, "This is not JSON", "Correct the JSON at the position in the detail"),
  DUPLICATE_KEY(400, "A key stands twice in one object", "Keep one of them"),
  JSON_TOO_DEEP(400, "The JSON is nested more than 32 deep", "Send flatter data"),
  NUMBER_TOO_LONG(400, "A number has more than 64 digits", "Send it as text"),
  TEXT_TOO_LONG(400, "A text has more than 20,000 characters", "Shorten it"),
  NOT_AN_EVENT(
      400, "This is not a CloudEvent", "Send a JSON object with specversion, id, source and type"),
  UNSUPPORTED_SPECVERSION(400, "Only CloudEvents 1.0 is spoken here", "Set specversion to \"1.0\""),
  MISSING_ATTRIBUTE(400, "A required attribute is missing or empty", "Add it"),
  INVALID_ATTRIBUTE(400, "An attribute has a form it cannot have", "See the detail"),

  // One event by our rules.
  EVENT_TOO_LARGE(422, "The event is larger than 64 KiB", "Send less data"),
  ATTRIBUTE_TOO_LONG(422, "An attribute is too long", "Shorten it"),
  MISSING_TIME(
      422,
      "time is required",
      "Send when the fact happened, such as" + " 2026-12-01T08:00:00+07:00"),
  INVALID_TIME(
      422, "This is no time", "Send RFC 3339 with seconds and offset: 2026-12-01T08:00:00+07:00"),
  EVENT_TOO_OLD(422, "The event is older than 60 days", "Do not tell people what is long past"),
  EVENT_IN_FUTURE(422, "The event is more than a day in the future", "Check the sender's clock"),
  UNKNOWN_TYPE(422, "There is no such event type", "Send one of the types in the detail"),
  UNSUPPORTED_DATA_TYPE(422, "data must be JSON", "Send data as a JSON object"),
  MISSING_DATA(422, "data is required", "Send data as a JSON object"),
  INVALID_DATA(422, "data does not fit the type's schema", "Correct the fields in the detail"),
  INVALID_EXPIRES_AT(
      422, "expiresAt is no time", "Send RFC 3339 with seconds and offset or leave it out"),
  FORBIDDEN_CHARACTER(
      422, "A text holds NUL or half of a character", "Send whole characters without NUL"),
  LEGACY_ENCODING(
      422,
      "A text was read in the wrong encoding",
      "Convert it from the encoding in the detail to UTF-8 before sending"),
  NUMBER_OUT_OF_RANGE(422, "A number is larger or finer than 18 digits", "Send it as text"),
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

  /** The one code of status {@code retry}: nothing is wrong with the event. */
  NOT_TAKEN(503, "Kafka did not confirm this event in time", "Send it again; that is always safe"),

  // Routes.
  UNKNOWN_ROUTE(404, "There is no such route", "Use one of the names in the detail"),
  UNKNOWN_SETTING(
      422,
      "This cannot be changed while the line runs",
      "Send rate, sessions, window or paused; all else stands in the configuration"),
  INVALID_SETTING(422, "A setting has a value it cannot have", "See the detail"),
  NO_FREE_BIND_SLOT(
      422,
      "There is no free bind slot for another session",
      "Keep fewer sessions; a slot that was given once is never free again"),
  ROUTE_VERSION_MISMATCH(
      412,
      "The route has another version than If-Match says",
      "Read the route again and decide anew"),
  ROUTE_CHANGED_MEANWHILE(
      409, "Somebody changed the route at the same moment", "Read the route and send it again"),

  // Event types.
  UNKNOWN_EVENT_TYPE(
      404, "There is no such event type or version of it", "Use one of those in the detail"),
  NOT_YAML(400, "This is not YAML 1.2", "Correct the YAML at the position in the detail"),
  INVALID_EVENT_TYPE(422, "A field of the event type has a value it cannot have", "See the detail"),
  INVALID_SCHEMA(422, "The schema is not one that can be used", "Correct the places in the detail"),
  INVALID_SAMPLE(
      422, "A sample does not fit the schema", "Correct the sample, or the schema that it shows"),
  INCOMPATIBLE_CHANGE(
      409,
      "Callers could not live with this change",
      "Take back what is in the detail, or send the next version with breaking set to true"),
  BREAKS_PUBLISHED_TEMPLATE(
      409,
      "A published template needs what this change takes away",
      "Publish templates that do without it first"),
  EVENT_TYPE_VERSION_MISMATCH(
      412,
      "The event type has another version than you say",
      "Read the event type again and decide anew"),
  EVENT_TYPE_CHANGED_MEANWHILE(
      409,
      "Somebody changed the event type at the same moment",
      "Read the event type and send it again"),

  // Templates.
  UNKNOWN_TEMPLATE(404, "There is no such template", "Save a draft of it first"),
  UNKNOWN_TEMPLATE_VERSION(
      404, "The template has no such version", "Use one of those that the template lists"),
  NO_DRAFT(404, "The template has no draft", "Save one first"),
  INVALID_TEMPLATE(422, "This is not a template", "See the errors for the line of each mistake"),
  TEMPLATE_MISTAKES(
      422, "The wording cannot be used with this event type", "See the errors for each mistake"),
  NO_SUCH_EVENT_TYPE(
      422, "The template words an event type that is not registered", "Register the type first"),
  OTHER_EVENT_TYPE(
      409, "Versions of one template word one event type", "Use another template for this type"),
  DRAFT_OVERTAKEN(
      412, "The draft has another revision than If-Match says", "Read the draft and decide anew"),
  NOT_A_DRAFT(409, "A version never changes", "Save a draft and submit it"),
  NOT_SUBMITTED(409, "It is a draft still", "Submit it first"),
  NOT_APPROVED(409, "Nobody has approved this version", "Have a second person approve it"),
  SAME_PERSON(
      403,
      "Who wrote or submitted a version cannot approve it",
      "Have somebody else approve it, with a key of their own"),
  ALREADY_APPROVED(409, "This version is approved", "Publish it"),
  ALREADY_PUBLISHED(409, "This version is in force", "There is nothing to do"),
  NEVER_PUBLISHED(409, "This version was never in force", "Publish it instead"),
  WAS_PUBLISHED(409, "This version was in force", "Publish another or retire it"),
  NOT_SCHEDULED(409, "This version has no time to be published at", "There is nothing to do"),
  HAS_A_TIME(409, "This version has a time to be published at", "Take the time back first"),
  REJECTED(409, "This version was rejected", "Correct the draft and submit it"),
  RETIRED(409, "This version is retired", "Submit its wording as a new draft"),
  MISSING_REASON(422, "A reason is required", "Say why, in at most 500 characters"),
  INVALID_PUBLISH_TIME(
      422,
      "This cannot be the time of a publication",
      "Send RFC 3339 with seconds and offset, later than now and within a year"),
  INVALID_REGISTRATION(422, "This is not a registration", "See the detail"),
  INVALID_IMPORT(422, "These files cannot be taken", "See the errors; nothing was changed");

  private final int status;
  private final String title;
  private final String advice;

  ErrorCode(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  ErrorCode(PhoneNumberError problem) {
    this(422, "The recipient's number cannot receive SMS", sentence(problem.advice()));
  }

  /** Of a refused phone number. */
  public static ErrorCode of(PhoneNumberError problem) {
    return valueOf("PHONE_" + problem.name());
  }

  /** As callers see it, such as {@code event-too-old}. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status when this is the answer to a whole call. */
  public int status() {
    return status;
  }

  /** What is wrong, in words. */
  public String title() {
    return title;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
