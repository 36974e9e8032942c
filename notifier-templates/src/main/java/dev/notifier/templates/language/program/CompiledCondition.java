package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.parse.Comparison;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled condition. Immutable. */
sealed interface CompiledCondition {
  boolean holds(RenderContext run);

  /** Whether there is something: not missing, null, blank, false or an empty list. */
  record IsThere(FieldPath place) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext run) {
      return switch (run.find(place)) {
        case null -> false;
        case String text -> !ValueSanitizer.isBlank(text);
        case Boolean truth -> truth;
        case List<?> list -> !list.isEmpty();
        default -> true;
      };
    }
  }

  record All(List<CompiledCondition> questions) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext run) {
      for (CompiledCondition each : questions) {
        if (!each.holds(run)) {
          return false;
        }
      }
      return true;
    }
  }

  record Any(List<CompiledCondition> questions) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext run) {
      for (CompiledCondition each : questions) {
        if (each.holds(run)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Compares; nothing equals only nothing, and comes neither before nor after anything. */
  record Compare(Side left, Comparison comparison, Side right) implements CompiledCondition {
    @Override
    public boolean holds(RenderContext run) {
      Object a = left.value(run);
      Object b = right.value(run);
      if (a == null || b == null) {
        boolean bothMissing = a == null && b == null;
        return !comparison.isOrder() && comparison.holds(bothMissing ? 0 : 1);
      }
      if (a instanceof BigDecimal one && b instanceof BigDecimal other) {
        return comparison.holds(one.compareTo(other));
      }
      if (a instanceof String one && b instanceof String other) {
        return comparison.holds(one.compareTo(other));
      }
      return comparison.holds(a.equals(b) ? 0 : 1) && !comparison.isOrder();
    }
  }

  /**
   * One side of a comparison.
   *
   * @param place in the data, or null for a constant
   * @param constant String, BigDecimal or Boolean, or null for a place
   */
  record Side(@Nullable FieldPath place, @Nullable Object constant) {
    @Nullable Object value(RenderContext run) {
      if (place == null) {
        return constant;
      }
      Object value = run.find(place);
      if (value instanceof String raw) {
        String text = raw.strip();
        return text.isEmpty() ? nothing(place, run) : known(place, text, run);
      }
      if (value == null) {
        return nothing(place, run);
      }
      return value instanceof Number number ? NumberReader.exact(number) : value;
    }

    private static @Nullable Object nothing(FieldPath place, RenderContext run) {
      if (place.required()) {
        run.missing(place);
      }
      return null;
    }

    private static @Nullable Object known(FieldPath place, String text, RenderContext run) {
      return place.values().isEmpty() || place.values().contains(text)
          ? text
          : run.fail(
              TextError.INVALID_VALUE,
              place.shown(),
              "send one of " + String.join(", ", place.values()));
    }
  }
}
