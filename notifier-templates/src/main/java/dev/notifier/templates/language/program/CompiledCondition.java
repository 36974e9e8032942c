package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.parse.Comparison;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled condition. Immutable. */
sealed interface CompiledCondition {
  boolean holds(RenderContext context);

  /** True unless the value is missing, null, blank, false or an empty list. */
  record IsPresent(FieldPath path) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext context) {
      return switch (context.find(path)) {
        case null -> false;
        case String text -> !ValueSanitizer.isBlank(text);
        case Boolean truth -> truth;
        case List<?> list -> !list.isEmpty();
        default -> true;
      };
    }
  }

  record All(List<CompiledCondition> conditions) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext context) {
      for (CompiledCondition each : conditions) {
        if (!each.holds(context)) {
          return false;
        }
      }
      return true;
    }
  }

  record Any(List<CompiledCondition> conditions) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext context) {
      for (CompiledCondition each : conditions) {
        if (each.holds(context)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Compares two values. A missing value equals only a missing value and has no order. */
  record Compare(ComparisonSide left, Comparison comparison, ComparisonSide right)
      implements CompiledCondition {
    @Override
    public boolean holds(RenderContext context) {
      Object a = left.value(context);
      Object b = right.value(context);
      if (a == null || b == null) {
        boolean bothMissing = a == null && b == null;
        return !comparison.isOrdering() && comparison.holds(bothMissing ? 0 : 1);
      }
      if (a instanceof BigDecimal one && b instanceof BigDecimal other) {
        return comparison.holds(one.compareTo(other));
      }
      if (a instanceof String one && b instanceof String other) {
        return comparison.holds(one.compareTo(other));
      }
      return comparison.holds(a.equals(b) ? 0 : 1) && !comparison.isOrdering();
    }
  }

  /**
   * One side of a comparison.
   *
   * @param path in the data, or null for a constant
   * @param constant String, BigDecimal or Boolean, or null for a path
   */
  record ComparisonSide(@Nullable FieldPath path, @Nullable Object constant) {
    @Nullable Object value(RenderContext context) {
      if (path == null) {
        return constant;
      }
      Object value = context.find(path);
      if (value instanceof String raw) {
        String text = ValueSanitizer.isNormalized(raw) ? raw : ValueSanitizer.normalize(raw);
        return text.isEmpty() ? absent(path, context) : checked(path, text, context);
      }
      if (value == null) {
        return absent(path, context);
      }
      return value instanceof Number number ? NumberReader.exact(number) : value;
    }

    private static @Nullable Object absent(FieldPath path, RenderContext context) {
      if (path.required()) {
        context.failMissing(path);
      }
      return null;
    }

    private static @Nullable Object checked(FieldPath path, String text, RenderContext context) {
      return path.values().isEmpty() || path.values().contains(text)
          ? text
          : context.fail(
              TextError.INVALID_VALUE,
              path.dotted(),
              "send one of " + String.join(", ", path.values()));
    }
  }
}
