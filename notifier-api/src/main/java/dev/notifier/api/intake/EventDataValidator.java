package dev.notifier.api.intake;

import dev.notifier.api.eventtypes.CompiledEventType;
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

/** Holds an event's data against its type's schema and against what can be stored and reached. */
final class EventDataValidator {
  private static final String DATA = "/data";
  private static final String PHONE = "/data/recipient/phone";

  private EventDataValidator() {}

  /**
   * What is needed of good data.
   *
   * @param number whom to send to
   */
  record Good(MobileNumber number, @Nullable Instant expiresAt) {}

  /** Null when there are findings. */
  static @Nullable Good check(
      CompiledEventType type, ObjectNode data, ViolationCollector findings) {
    type.mistakes(DATA, data).forEach(findings::add);
    storable(DATA, data, findings);
    type.forEachFreeText(
        data,
        (pointer, text) ->
            LegacyEncodingDetector.detect(text)
                .ifPresent(encoding -> findings.add(legacy(DATA + pointer, encoding))));
    MobileNumber number = number(data.path("recipient").path("phone"), findings);
    Instant expiresAt = expiresAt(data.path("expiresAt"), findings);
    return number == null || !findings.none() ? null : new Good(number, expiresAt);
  }

  private static Violation legacy(String pointer, LegacyEncoding encoding) {
    return new Violation(
        pointer,
        ErrorCode.LEGACY_ENCODING,
        "This text is most probably "
            + encoding.title()
            + ". Convert it to UTF-8 where it is read, and send it again.");
  }

  private static @Nullable MobileNumber number(JsonNode phone, ViolationCollector findings) {
    if (!phone.isString()) {
      return null;
    }
    return switch (PhoneNumberParser.parse(phone.stringValue())) {
      case PhoneNumberResult.Accepted accepted -> accepted.number();
      case PhoneNumberResult.Refused refused -> {
        findings.add(PHONE, ErrorCode.of(refused.problem()));
        yield null;
      }
    };
  }

  private static @Nullable Instant expiresAt(JsonNode text, ViolationCollector findings) {
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    Instant expiresAt = text.isString() ? Rfc3339.parse(text.stringValue()) : null;
    if (expiresAt == null) {
      findings.add("/data/expiresAt", ErrorCode.INVALID_EXPIRES_AT);
    }
    return expiresAt;
  }

  /** Depth is bounded by the parser. */
  private static void storable(String pointer, JsonNode node, ViolationCollector findings) {
    if (node instanceof ObjectNode object) {
      object.forEachEntry((name, value) -> {
        if (ForbiddenCharacters.isUnstorable(name)) {
          findings.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
        }
        if (!isPlain(value)) {
          storable(pointer + Violation.token(name), value, findings);
        }
      });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        storable(pointer + "/" + i, node.get(i), findings);
      }
    } else if (node.isString() && ForbiddenCharacters.isUnstorable(node.stringValue())) {
      findings.add(pointer, ErrorCode.FORBIDDEN_CHARACTER);
    } else if (node.isNumber() && !isModest(node)) {
      findings.add(pointer, ErrorCode.NUMBER_OUT_OF_RANGE);
    }
  }

  /** Spares the pointer's text for the many values that are in order. */
  private static boolean isPlain(JsonNode value) {
    return value.isInt()
        || (value.isString() && !ForbiddenCharacters.isUnstorable(value.stringValue()));
  }

  /**
   * A small text such as 1e999999999 is a number that fills the memory of whoever writes it out.
   */
  private static boolean isModest(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.canConvertToLong()
          && Math.abs(number.longValue()) < 1_000_000_000_000_000_000L
          && number.longValue() != Long.MIN_VALUE;
    }
    BigDecimal decimal = number.decimalValue();
    return decimal.precision() <= IntakeLimits.MAX_NUMBER_DIGITS
        && Math.abs((long) decimal.scale()) <= IntakeLimits.MAX_NUMBER_DIGITS;
  }
}
