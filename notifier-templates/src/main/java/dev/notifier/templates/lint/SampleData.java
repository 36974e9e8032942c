package dev.notifier.templates.lint;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data that a template is previewed with.
 *
 * @param samples by kind, each different from the others
 */
public record SampleData(Map<Kind, Map<String, ? extends @Nullable Object>> samples) {
  /** Names the data. */
  public enum Kind {
    /** The sample of the event type with typical values. */
    TYPICAL,
    /** The sample of the event type with the longest values that may occur. */
    LONGEST,
    /** The caller's own data instead of the samples. */
    DATA
  }

  public SampleData {
    samples = new EnumMap<>(samples);
  }

  /** The samples of an event type; equal samples count as one. */
  public static SampleData samples(
      Map<String, ? extends @Nullable Object> typical,
      Map<String, ? extends @Nullable Object> longest) {
    return new SampleData(
        typical.equals(longest)
            ? Map.of(Kind.TYPICAL, typical)
            : Map.of(Kind.TYPICAL, typical, Kind.LONGEST, longest));
  }

  /** The caller's own data. */
  public static SampleData data(Map<String, ? extends @Nullable Object> data) {
    return new SampleData(Map.of(Kind.DATA, data));
  }
}
