package dev.notifier.smsc.behaviour;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads and writes a {@link Behaviour} as JSON and YAML. Unknown keys are rejected; missing keys
 * keep their value.
 */
public final class BehaviourFormat {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Numbers missing in a fault are 0; the faults check their own ranges.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private BehaviourFormat() {}

  /** Reads a YAML document; missing keys have the value of {@link Behaviour#OBEDIENT}. */
  public static Behaviour fromYaml(String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      return merged(
          Behaviour.OBEDIENT,
          tree.isMissingNode() || tree.isNull() ? JSON.createObjectNode() : tree);
    } catch (JacksonException e) {
      throw invalid(e);
    }
  }

  /**
   * Reads a complete JSON document; missing keys have the value of {@link Behaviour#OBEDIENT},
   * except systemId and password, which keep their present value.
   */
  public static Behaviour fromJson(String text, Behaviour present) {
    return parsed(text, Behaviour.OBEDIENT.withAccount(present.systemId(), present.password()));
  }

  /**
   * Applies a JSON merge patch (RFC 7396) to the present behaviour; arrays are replaced as a whole.
   */
  public static Behaviour patched(String patch, Behaviour present) {
    return parsed(patch, present);
  }

  /** Writes JSON, without the password. */
  public static String toJson(Behaviour behaviour) {
    return JSON.writeValueAsString(behaviour);
  }

  private static Behaviour parsed(String text, Behaviour base) {
    try {
      return merged(base, JSON.readTree(text));
    } catch (JacksonException e) {
      throw invalid(e);
    }
  }

  private static Behaviour merged(Behaviour base, JsonNode changes) {
    ObjectNode tree = JSON.valueToTree(base);
    tree.put("password", base.password());
    if (!(changes instanceof ObjectNode object)) {
      throw new IllegalArgumentException(
          "the configuration must be an object with keys such as receipts and faults");
    }
    merge(tree, object);
    return JSON.treeToValue(tree, Behaviour.class);
  }

  private static void merge(ObjectNode target, ObjectNode changes) {
    changes
        .properties()
        .forEach(change -> {
          if (change.getValue().isNull()) {
            throw new IllegalArgumentException(
                change.getKey() + " must not be null; leave the key out to keep its value");
          }
          JsonNode present = target.get(change.getKey());
          if (present instanceof ObjectNode inner
              && change.getValue() instanceof ObjectNode innerChanges) {
            merge(inner, innerChanges);
          } else {
            target.set(change.getKey(), change.getValue());
          }
        });
  }

  private static IllegalArgumentException invalid(JacksonException e) {
    String reason =
        e.getCause() instanceof IllegalArgumentException cause
            ? String.valueOf(cause.getMessage())
            : position(e) + e.getOriginalMessage();
    return new IllegalArgumentException("invalid configuration: " + reason, e);
  }

  /** The position of an error of syntax; other errors name the key. */
  private static String position(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return e instanceof StreamReadException && location != null && location.getLineNr() > 0
        ? "line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr())
        : "";
  }
}
