package dev.notifier.api.intake;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.math.BigDecimal;
import java.time.Instant;
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
  private static final String EXPIRES_AT = "/data/expiresAt";
  private static final long INTEGER_LIMIT = 1_000_000_000_000_000_000L;

  private EventDataValidator() {}

  /**
   * The values of valid data that intake needs.
   *
   * @param number the recipient's number
   * @param expiresAt null if the caller sent none
   */
  record ValidData(MobileNumber number, @Nullable Instant expiresAt) {}

  /** Returns null if the collector has any violation afterwards. */
  static @Nullable ValidData validate(
      CompiledEventType type, ObjectNode data, ViolationCollector violations) {
    type.violations(DATA, data).forEach(violations::add);
    checkStorable(DATA, data, violations);
    type.forEachFreeText(
        data,
        (pointer, text) ->
            LegacyEncodingDetector.detect(text)
                .ifPresent(encoding -> violations.add(wrongEncoding(DATA + pointer, encoding))));
    MobileNumber number = number(data.path("recipient").path("phone"), violations);
    Instant expiresAt = expiresAt(data.path("expiresAt"), violations);
    return number == null || !violations.isEmpty() ? null : new ValidData(number, expiresAt);
  }

  private static Violation wrongEncoding(String pointer, LegacyEncoding encoding) {
    return new Violation(
        pointer,
        ErrorCode.LEGACY_ENCODING,
        "This text is most probably "
            + encoding.title()
            + ". Convert it to UTF-8 where it is read, and send it again.");
  }

  private static @Nullable MobileNumber number(JsonNode phone, ViolationCollector violations) {
    if (!phone.isString()) {
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

  private static @Nullable Instant expiresAt(JsonNode text, ViolationCollector violations) {
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    Instant expiresAt = text.isString() ? Rfc3339.parse(text.stringValue()) : null;
    if (expiresAt == null) {
      violations.add(EXPIRES_AT, ErrorCode.INVALID_EXPIRES_AT);
    }
    return expiresAt;
  }

  /** Recurses at most {@link IntakeLimits#MAX_JSON_DEPTH} levels, which the parser enforces. */
  private static void checkStorable(String pointer, JsonNode node, ViolationCollector violations) {
    if (node instanceof ObjectNode object) {
      object.forEachEntry((name, value) -> {
        if (ForbiddenCharacters.isUnstorable(name)) {
          violations.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
        }
        if (!isStorableScalar(value)) {
          checkStorable(pointer + Violation.token(name), value, violations);
        }
      });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        checkStorable(pointer + "/" + i, node.get(i), violations);
      }
    } else if (node.isString() && ForbiddenCharacters.isUnstorable(node.stringValue())) {
      violations.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
    } else if (node.isNumber() && !isInRange(node)) {
      violations.add(pointer, ErrorCode.NUMBER_OUT_OF_RANGE);
    }
  }

  /** Recognises the most frequent valid values, for which no pointer needs to be built. */
  private static boolean isStorableScalar(JsonNode value) {
    return value.isInt()
        || (value.isString() && !ForbiddenCharacters.isUnstorable(value.stringValue()));
  }

  /** Limits the digits: written out, a short text such as 1e999999999 exhausts the memory. */
  private static boolean isInRange(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.canConvertToLong()
          && number.longValue() < INTEGER_LIMIT
          && number.longValue() > -INTEGER_LIMIT;
    }
    BigDecimal decimal = number.decimalValue();
    return decimal.precision() <= IntakeLimits.MAX_NUMBER_DIGITS
        && Math.abs((long) decimal.scale()) <= IntakeLimits.MAX_NUMBER_DIGITS;
  }
}
