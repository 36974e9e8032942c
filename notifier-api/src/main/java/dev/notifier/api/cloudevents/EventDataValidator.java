package dev.notifier.api.cloudevents;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.http.ForbiddenCharacters;
import dev.notifier.api.http.JsonLimits;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.Category;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates the {@code data} of an event: against the schema of its type, for values that cannot be
 * stored, for texts in a wrong encoding, and for a phone number that can receive SMS.
 */
final class EventDataValidator {
  /** The pointer of {@code data}. */
  static final String DATA = "/data";

  private static final String PHONE = "/data/recipient/phone";
  private static final String NO_RECIPIENT =
      "The event does not say to whom the message goes. Add phone, or personRef if the directory"
          + " has the number of the person.";

  private static final String EXPIRES_AT = "/data/expiresAt";
  private static final String SEND_AFTER = "/data/sendAfter";

  private EventDataValidator() {}

  /**
   * The values of valid data that intake needs.
   *
   * @param number the recipient's number; null if the recipient has a {@code personRef} only
   * @param expiresAt null if the caller sent none
   * @param sendAfter null if the caller sent none; may have passed
   */
  record ValidData(
      @Nullable MobileNumber number, @Nullable Instant expiresAt, @Nullable Instant sendAfter) {
    /** Before when it must not be sent; null if it may be sent now. */
    @Nullable Instant waitsUntil(Instant now) {
      return sendAfter != null && sendAfter.isAfter(now) ? sendAfter : null;
    }
  }

  /**
   * Returns null if the collector has any violation afterwards.
   *
   * @param now the time of acceptance
   */
  static @Nullable ValidData validate(
      CompiledEventType type, ObjectNode data, Instant now, ViolationCollector violations) {
    // A number out of range must not reach the validator, which converts it to a long.
    if (checkStorable(DATA, data, violations)) {
      type.violations(DATA, data).forEach(violations::add);
    }
    type.forEachFreeText(
        data,
        (pointer, text) ->
            LegacyEncodingDetector.detect(text)
                .ifPresent(encoding -> violations.add(wrongEncoding(DATA + pointer, encoding))));
    MobileNumber number = number(data.path("recipient"), violations);
    Instant expiresAt = time(data.path("expiresAt"), EXPIRES_AT, violations);
    Instant sendAfter = time(data.path("sendAfter"), SEND_AFTER, violations);
    if (sendAfter != null) {
      String problem = problem(sendAfter, expiresAt, type.definition().category(), now);
      if (problem != null) {
        violations.add(SEND_AFTER, ErrorCode.INVALID_SEND_AFTER, problem);
      }
    }
    return violations.isEmpty() ? new ValidData(number, expiresAt, sendAfter) : null;
  }

  private static @Nullable String problem(
      Instant sendAfter, @Nullable Instant expiresAt, Category category, Instant now) {
    if (category == Category.OTP) {
      return "A one-time code is sent at once. Omit sendAfter.";
    }
    if (sendAfter.isAfter(now.plus(EventLimits.MAX_SEND_AFTER))) {
      return "It is more than "
          + EventLimits.MAX_SEND_AFTER.toDays()
          + " days from now. Send the event later.";
    }
    return expiresAt == null || expiresAt.isAfter(sendAfter)
        ? null
        : "expiresAt is not after sendAfter, so the message could never be sent. Correct one of"
            + " them.";
  }

  private static Violation wrongEncoding(String pointer, LegacyEncoding encoding) {
    return new Violation(
        pointer,
        ErrorCode.LEGACY_ENCODING,
        "This text is most probably "
            + encoding.title()
            + ". Convert it to UTF-8 where it is read, and send it again.");
  }

  private static @Nullable MobileNumber number(JsonNode recipient, ViolationCollector violations) {
    JsonNode phone = recipient.path("phone");
    if (phone.isMissingNode() && recipient.isObject() && !hasReference(recipient)) {
      violations.add(PHONE, ErrorCode.INVALID_DATA, NO_RECIPIENT);
    }
    if (!phone.isString()) {
      // Of a wrong type, which the schema has reported, or looked up in the directory.
      return null;
    }
    return switch (PhoneNumberParser.parse(phone.stringValue())) {
      case PhoneNumberResult.Accepted accepted -> accepted.number();
      case PhoneNumberResult.Rejected rejected -> {
        violations.add(PHONE, ErrorCode.of(rejected.problem()));
        yield null;
      }
    };
  }

  private static boolean hasReference(JsonNode recipient) {
    return !recipient.path("personRef").asString("").isBlank();
  }

  private static @Nullable Instant time(
      JsonNode text, String pointer, ViolationCollector violations) {
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    Instant time = text.isString() ? Rfc3339.parse(text.stringValue()) : null;
    if (time == null) {
      violations.add(
          pointer,
          pointer.equals(EXPIRES_AT) ? ErrorCode.INVALID_EXPIRES_AT : ErrorCode.INVALID_SEND_AFTER);
    }
    return time;
  }

  /**
   * Recurses at most {@link EventLimits#MAX_JSON_DEPTH} levels, which the parser enforces.
   *
   * @return false if a number is out of range
   */
  private static boolean checkStorable(
      String pointer, JsonNode node, ViolationCollector violations) {
    boolean inRange = true;
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        if (ForbiddenCharacters.isUnstorable(property.getKey())) {
          violations.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
        }
        if (!isStorableScalar(property.getValue())) {
          String below = pointer + Violation.token(property.getKey());
          inRange &= checkStorable(below, property.getValue(), violations);
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        inRange &= checkStorable(pointer + "/" + i, node.get(i), violations);
      }
    } else if (node.isString() && ForbiddenCharacters.isUnstorable(node.stringValue())) {
      violations.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
    } else if (node.isNumber() && !JsonLimits.isInRange(node)) {
      violations.add(pointer, ErrorCode.NUMBER_OUT_OF_RANGE);
      return false;
    }
    return inRange;
  }

  /** Recognises the most frequent valid values, for which no pointer needs to be built. */
  private static boolean isStorableScalar(JsonNode value) {
    return value.isInt()
        || (value.isString() && !ForbiddenCharacters.isUnstorable(value.stringValue()));
  }
}
