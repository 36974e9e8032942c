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
 * Whether callers who keep one schema keep another as well: what was allowed stays allowed. Both
 * keep {@link SchemaRules}. Not thread-safe.
 */
final class SchemaCompatibility {
  private static final List<String> UPPER = List.of("maxLength", "maximum", "maxItems");
  private static final List<String> LOWER = List.of("minLength", "minimum", "minItems");

  private final List<Violation> findings = new ArrayList<>();

  private SchemaCompatibility() {}

  /** What callers could not live with, in the new schema or where it is missing there. */
  static List<Violation> breaches(Map<String, Object> before, Map<String, Object> after) {
    SchemaCompatibility compatibility = new SchemaCompatibility();
    compatibility.compare("/schema", before, after);
    return compatibility.findings;
  }

  private void compare(String at, Map<?, ?> before, Map<?, ?> after) {
    if (!Objects.equals(type(before), type(after))) {
      broken(at, "Its type is another one.");
      return;
    }
    limits(at, before, after);
    values(at, before, after);
    for (String same : List.of("pattern", "format")) {
      if (after.containsKey(same) && !Objects.equals(before.get(same), after.get(same))) {
        broken(at + "/" + same, "Its " + same + " is new or another one.");
      }
    }
    if (before.containsKey("format") && !after.containsKey("format")) {
      broken(at, "It was a " + before.get("format") + ", and is any text now.");
    }
    if (isTrue(after, "uniqueItems") && !isTrue(before, "uniqueItems")) {
      broken(at + "/uniqueItems", "Entries could stand twice before.");
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
        broken(pointer, "It was taken out or renamed. Keep it; it can become optional.");
      } else if (property instanceof Map<?, ?> was && now.get(name) instanceof Map<?, ?> is) {
        compare(pointer, was, is);
      }
    });
    required(after).stream()
        .filter(name -> !required(before).contains(name))
        .forEach(name ->
            broken(
                at + "/properties" + Violation.token(String.valueOf(name)),
                old.containsKey(name) ? "It was optional." : "A new field is optional at first."));
    if (Boolean.FALSE.equals(after.get("additionalProperties"))
        && !Boolean.FALSE.equals(before.get("additionalProperties"))) {
      broken(at + "/additionalProperties", "Callers could send more before.");
    }
  }

  private void limits(String at, Map<?, ?> before, Map<?, ?> after) {
    for (String limit : UPPER) {
      BigDecimal now = number(after, limit);
      BigDecimal old = number(before, limit);
      if (now != null && (old == null || now.compareTo(old) < 0)) {
        broken(at + "/" + limit, "The limit is new or lower; it can only rise or go.");
      }
    }
    for (String limit : LOWER) {
      BigDecimal now = number(after, limit);
      BigDecimal old = number(before, limit);
      boolean idle = now != null && now.signum() == 0 && !limit.equals("minimum");
      if (now != null && !idle && (old == null || now.compareTo(old) > 0)) {
        broken(at + "/" + limit, "The limit is new or higher; it can only fall or go.");
      }
    }
  }

  private void values(String at, Map<?, ?> before, Map<?, ?> after) {
    if (!(after.get("enum") instanceof List<?> now)) {
      return;
    }
    if (!(before.get("enum") instanceof List<?> old)) {
      broken(at + "/enum", "Any value was allowed before.");
    } else if (!now.containsAll(old)) {
      broken(at + "/enum", "A value was taken out. Keep those that there were.");
    }
  }

  /** A list of values without a type is one of texts. */
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

  private void broken(String at, String detail) {
    findings.add(new Violation(at, ErrorCode.INCOMPATIBLE_CHANGE, detail));
  }
}
