package dev.notifier.templates.lint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sample data of an event type.
 *
 * @param typical typical values
 * @param longest the longest values that may occur
 */
public record SampleData(
    Map<String, ? extends @Nullable Object> typical,
    Map<String, ? extends @Nullable Object> longest) {
  /** Selects one of the samples. */
  public enum Kind {
    TYPICAL,
    LONGEST
  }

  Map<String, ? extends @Nullable Object> of(Kind kind) {
    return switch (kind) {
      case TYPICAL -> typical;
      case LONGEST -> longest;
    };
  }
}
