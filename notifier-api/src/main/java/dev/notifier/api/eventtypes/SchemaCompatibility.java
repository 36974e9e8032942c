package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds changes of a schema that are incompatible with existing callers: data that was valid must
 * stay valid. Both schemas comply with {@link SchemaRules}. Not thread-safe.
 */
final class SchemaCompatibility {
  private static final List<String> UPPER = List.of("maxLength", "maximum", "maxItems");
  private static final List<String> LOWER = List.of("minLength", "minimum", "minItems");

  private final List<Violation> violations = new ArrayList<>();

  private SchemaCompatibility() {}

  /** Returns the incompatible changes, with pointers into the new schema. */
  static List<Violation> violations(Map<String, Object> before, Map<String, Object> after) {
    SchemaCompatibility compatibility = new SchemaCompatibility();
    compatibility.compare("/schema", before, after);
    return compatibility.violations;
  }

  private void compare(String at, Map<?, ?> before, Map<?, ?> after) {
    if (!Objects.equals(type(before), type(after))) {
      incompatible(at, "The type has changed. Keep it.");
      return;
    }
    limits(at, before, after);
    values(at, before, after);
    for (String keyword : List.of("pattern", "format")) {
      if (after.containsKey(keyword) && !Objects.equals(before.get(keyword), after.get(keyword))) {
        incompatible(
            at + "/" + keyword,
            "The " + keyword + " is new or has changed. Keep the previous rule.");
      }
    }
    if (before.containsKey("format") && !after.containsKey("format")) {
      incompatible(at, "The format " + before.get("format") + " was removed. Keep it.");
    }
    if (isTrue(after, "uniqueItems") && !isTrue(before, "uniqueItems")) {
      incompatible(
          at + "/uniqueItems", "Duplicate entries were allowed before. Keep allowing them.");
    }
    if (before.get("items") instanceof Map<?, ?> old
        && after.get("items") instanceof Map<?, ?> now) {
      compare(at + "/items", old, now);
    }
    fields(at, before, after);
  }

  private void fields(String at, Map<?, ?> before, Map<?, ?> after) {
    Map<?, ?> old = properties(before);
    Map<?, ?> now = properties(after);
    old.forEach((name, property) -> {
      String pointer = at + "/properties" + Violation.token(String.valueOf(name));
      if (!now.containsKey(name)) {
        incompatible(pointer, "The field was removed or renamed. Keep it; it can become optional.");
      } else if (property instanceof Map<?, ?> was && now.get(name) instanceof Map<?, ?> is) {
        compare(pointer, was, is);
      }
    });
    required(after).stream()
        .filter(name -> !required(before).contains(name))
        .forEach(name ->
            incompatible(
                at + "/properties" + Violation.token(String.valueOf(name)),
                old.containsKey(name)
                    ? "The field was optional. Keep it optional."
                    : "A new field must be optional."));
    if (Boolean.FALSE.equals(after.get("additionalProperties"))
        && !Boolean.FALSE.equals(before.get("additionalProperties"))) {
      incompatible(
          at + "/additionalProperties",
          "Additional fields were allowed before. Keep allowing them.");
    }
  }

  private void limits(String at, Map<?, ?> before, Map<?, ?> after) {
    for (String limit : UPPER) {
      BigDecimal now = number(after, limit);
      BigDecimal old = number(before, limit);
      if (now != null && (old == null || now.compareTo(old) < 0)) {
        incompatible(
            at + "/" + limit, "The limit is new or lower. It can only be raised or removed.");
      }
    }
    for (String limit : LOWER) {
      BigDecimal now = number(after, limit);
      BigDecimal old = number(before, limit);
      boolean ineffective = now != null && now.signum() == 0 && !limit.equals("minimum");
      if (now != null && !ineffective && (old == null || now.compareTo(old) > 0)) {
        incompatible(
            at + "/" + limit, "The limit is new or higher. It can only be lowered or removed.");
      }
    }
  }

  private void values(String at, Map<?, ?> before, Map<?, ?> after) {
    if (!(after.get("enum") instanceof List<?> now)) {
      return;
    }
    if (!(before.get("enum") instanceof List<?> old)) {
      incompatible(at + "/enum", "Any value was allowed before. Remove the list of values.");
    } else if (!now.containsAll(old)) {
      incompatible(at + "/enum", "A value was removed. Keep the previous values.");
    }
  }

  /** An enum without a type contains texts. */
  private static @Nullable Object type(Map<?, ?> schema) {
    Object type = schema.get("type");
    return type == null && schema.containsKey("enum") ? "string" : type;
  }

  private static Map<?, ?> properties(Map<?, ?> schema) {
    return schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
  }

  private static List<?> required(Map<?, ?> schema) {
    return schema.get("required") instanceof List<?> required ? required : List.of();
  }

  private static boolean isTrue(Map<?, ?> schema, String keyword) {
    return Boolean.TRUE.equals(schema.get(keyword));
  }

  private static @Nullable BigDecimal number(Map<?, ?> schema, String keyword) {
    return schema.get(keyword) instanceof Number number ? new BigDecimal(number.toString()) : null;
  }

  private void incompatible(String at, String detail) {
    violations.add(new Violation(at, ErrorCode.INCOMPATIBLE_CHANGE, detail));
  }
}
