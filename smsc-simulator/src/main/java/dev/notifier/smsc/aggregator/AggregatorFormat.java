package dev.notifier.smsc.aggregator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a YAML file with aggregators. Unknown keys are rejected. */
public final class AggregatorFormat {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private AggregatorFormat() {}

  private record Document(@Nullable List<Aggregator> aggregators) {}

  /**
   * Reads a document with the key {@code aggregators}.
   *
   * @throws IllegalArgumentException if it is invalid; the message contains no value
   */
  public static List<Aggregator> fromYaml(String text) {
    try {
      List<Aggregator> aggregators = YAML.readValue(text, Document.class).aggregators();
      return aggregators == null ? List.of() : List.copyOf(aggregators);
    } catch (JacksonException e) {
      String reason =
          e.getCause() instanceof IllegalArgumentException cause
              ? String.valueOf(cause.getMessage())
              : "see the README for its keys";
      throw new IllegalArgumentException("invalid aggregators: " + reason, e);
    }
  }
}
