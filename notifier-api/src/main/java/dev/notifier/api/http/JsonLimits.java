package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Limits of the values in JSON and YAML: numbers of at most 18 digits, texts that can be stored.
 */
public final class JsonLimits {
  private static final int MAX_NUMBER_DIGITS = 18;
  private static final long INTEGER_LIMIT = 1_000_000_000_000_000_000L;
  private static final int MAX_VIOLATIONS = 10;

  private JsonLimits() {}

  /** Limits the digits: written out, a short text such as 1e999999999 exhausts the memory. */
  public static boolean isInRange(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.canConvertToLong()
          && number.longValue() < INTEGER_LIMIT
          && number.longValue() > -INTEGER_LIMIT;
    }
    if (!number.isBigDecimal()) {
      // Also rejects what is not a number and infinity, such as 1e400 and .inf of YAML.
      return Math.abs(number.doubleValue()) < INTEGER_LIMIT;
    }
    BigDecimal decimal = number.decimalValue();
    return decimal.precision() <= MAX_NUMBER_DIGITS
        && Math.abs((long) decimal.scale()) <= MAX_NUMBER_DIGITS;
  }

  /** Returns the first ten values out of these limits. Recurses as deep as the value is nested. */
  static List<Violation> violations(JsonNode root) {
    List<Violation> violations = new ArrayList<>();
    collect("", root, violations);
    return violations;
  }

  private static void collect(String pointer, JsonNode node, List<Violation> violations) {
    if (violations.size() == MAX_VIOLATIONS) {
      return;
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        if (ForbiddenCharacters.isUnstorable(property.getKey())) {
          violations.add(Violation.at(pointer, ErrorCode.FORBIDDEN_CHARACTER));
          return;
        }
        collect(pointer + Violation.token(property.getKey()), property.getValue(), violations);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(pointer + "/" + i, node.get(i), violations);
      }
    } else if (node.isString() && ForbiddenCharacters.isUnstorable(node.stringValue())) {
      violations.add(Violation.at(pointer, ErrorCode.FORBIDDEN_CHARACTER));
    } else if (node.isNumber() && !isInRange(node)) {
      violations.add(Violation.at(pointer, ErrorCode.NUMBER_OUT_OF_RANGE));
    }
  }
}
