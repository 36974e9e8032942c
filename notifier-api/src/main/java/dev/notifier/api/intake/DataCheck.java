package dev.notifier.api.intake;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Finding;
import dev.notifier.api.types.EventType;
import dev.notifier.contracts.phone.MobileNumber;
import dev.notifier.contracts.phone.PhoneNumbers;
import dev.notifier.contracts.phone.PhoneResult;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds an event's data against its type's schema and against what can be stored and reached. */
final class DataCheck {
  private static final String DATA = "/data";
  private static final String PHONE = "/data/recipient/phone";

  private DataCheck() {}

  /**
   * What is needed of good data.
   *
   * @param number whom to send to
   */
  record Good(MobileNumber number, @Nullable Instant expiresAt) {}

  /** Null when there are findings. */
  static @Nullable Good check(EventType type, ObjectNode data, Findings findings) {
    type.mistakes(DATA, data).forEach(findings::add);
    storable(DATA, data, findings);
    type.forEachFreeText(
        data,
        (pointer, text) ->
            LegacyEncoding.detect(text)
                .ifPresent(encoding -> findings.add(legacy(DATA + pointer, encoding))));
    MobileNumber number = number(data.path("recipient").path("phone"), findings);
    Instant expiresAt = expiresAt(data.path("expiresAt"), findings);
    return number == null || !findings.none() ? null : new Good(number, expiresAt);
  }

  private static Finding legacy(String pointer, LegacyEncoding encoding) {
    return new Finding(
        pointer,
        Code.LEGACY_ENCODING,
        "This text is most probably "
            + encoding.title()
            + ". Convert it to UTF-8 where it is read, and send it again.");
  }

  private static @Nullable MobileNumber number(JsonNode phone, Findings findings) {
    if (!phone.isString()) {
      return null;
    }
    return switch (PhoneNumbers.parse(phone.stringValue())) {
      case PhoneResult.Accepted accepted -> accepted.number();
      case PhoneResult.Refused refused -> {
        findings.add(PHONE, Code.of(refused.problem()));
        yield null;
      }
    };
  }

  private static @Nullable Instant expiresAt(JsonNode text, Findings findings) {
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    Instant expiresAt = text.isString() ? Times.parse(text.stringValue()) : null;
    if (expiresAt == null) {
      findings.add("/data/expiresAt", Code.INVALID_EXPIRES_AT);
    }
    return expiresAt;
  }

  /** Depth is bounded by the parser. */
  private static void storable(String pointer, JsonNode node, Findings findings) {
    if (node instanceof ObjectNode object) {
      object.forEachEntry((name, value) -> {
        if (Characters.isUnstorable(name)) {
          findings.add(pointer, Code.FORBIDDEN_CHARACTER);
        }
        if (!isPlain(value)) {
          storable(pointer + Finding.token(name), value, findings);
        }
      });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        storable(pointer + "/" + i, node.get(i), findings);
      }
    } else if (node.isString() && Characters.isUnstorable(node.stringValue())) {
      findings.add(pointer, Code.FORBIDDEN_CHARACTER);
    } else if (node.isNumber() && !isModest(node)) {
      findings.add(pointer, Code.NUMBER_OUT_OF_RANGE);
    }
  }

  /** Spares the pointer's text for the many values that are in order. */
  private static boolean isPlain(JsonNode value) {
    return value.isInt() || (value.isString() && !Characters.isUnstorable(value.stringValue()));
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
    return decimal.precision() <= Limits.MAX_NUMBER_DIGITS
        && Math.abs((long) decimal.scale()) <= Limits.MAX_NUMBER_DIGITS;
  }
}
