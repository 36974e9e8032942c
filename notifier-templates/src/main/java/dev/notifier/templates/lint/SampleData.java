package dev.notifier.templates.lint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data of invented events.
 *
 * @param typical as most events are
 * @param longest with the longest values that may come
 */
public record SampleData(
    Map<String, ? extends @Nullable Object> typical,
    Map<String, ? extends @Nullable Object> longest) {
  /** Which of the two. */
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
