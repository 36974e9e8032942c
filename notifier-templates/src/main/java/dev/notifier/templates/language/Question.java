package dev.notifier.templates.language;

import dev.notifier.templates.TextError;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled condition. Immutable. */
sealed interface Question {
  boolean holds(Run run);

  /** Whether there is something: not missing, null, blank, false or an empty list. */
  record IsThere(Place place) implements Question {
    @Override
    public boolean holds(Run run) {
      return switch (run.find(place)) {
        case null -> false;
        case String text -> !ValueText.isBlank(text);
        case Boolean truth -> truth;
        case List<?> list -> !list.isEmpty();
        default -> true;
      };
    }
  }

  record All(List<Question> questions) implements Question {
    @Override
    public boolean holds(Run run) {
      for (Question each : questions) {
        if (!each.holds(run)) {
          return false;
        }
      }
      return true;
    }
  }

  record Any(List<Question> questions) implements Question {
    @Override
    public boolean holds(Run run) {
      for (Question each : questions) {
        if (each.holds(run)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Compares; nothing equals only nothing, and comes neither before nor after anything. */
  record Compare(Side left, Comparison comparison, Side right) implements Question {
    @Override
    public boolean holds(Run run) {
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
  record Side(@Nullable Place place, @Nullable Object constant) {
    @Nullable Object value(Run run) {
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
      return value instanceof Number number ? Numbers.exact(number) : value;
    }

    private static @Nullable Object nothing(Place place, Run run) {
      if (place.required()) {
        run.missing(place);
      }
      return null;
    }

    private static @Nullable Object known(Place place, String text, Run run) {
      return place.values().isEmpty() || place.values().contains(text)
          ? text
          : run.fail(
              TextError.BAD_VALUE,
              place.shown(),
              "send one of " + String.join(", ", place.values()));
    }
  }
}
