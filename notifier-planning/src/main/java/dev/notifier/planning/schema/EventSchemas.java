package dev.notifier.planning.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Compiles the schemas of event types. Thread-safe. */
public final class EventSchemas {
  private static final String RECIPIENT = "/shipped/recipient.yaml";
  private static final YamlParser.Limits LIMITS = new YamlParser.Limits(100_000, 20);

  /** What every event may have. */
  private static final List<String> COMMON_FIELDS = List.of("expiresAt", "sendAfter");

  private static final String PROPERTIES = "properties";

  private final SchemaRegistry registry = SchemaRegistries.strict();
  private final JsonMapper json = JsonMapper.shared();
  private final Map<String, Object> recipient = recipient();

  /** The schema of recipients. */
  private static Map<String, Object> recipient() {
    try (InputStream in = EventSchemas.class.getResourceAsStream(RECIPIENT)) {
      String yaml = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (new YamlParser(LIMITS).mapping(yaml)
          instanceof YamlResult.Read<Map<String, Object>>(var schema)) {
        schema.keySet().removeAll(List.of("$schema", "$id"));
        return schema;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(
        RECIPIENT + " is missing on the class path; build the program again");
  }

  /**
   * Compiles the schema of an event type.
   *
   * @param type as operators wrote it
   * @throws RuntimeException if the schema is invalid
   */
  public EventSchema compile(Map<String, Object> type) {
    Map<String, Object> fields = resolved(type);
    Schema compiled = registry.getSchema(json.valueToTree(withCommonFields(fields)));
    compiled.initializeValidators();
    return new EventSchema(fields, compiled);
  }

  /** Replaces the reference to the recipient, and removes the schema's identity. */
  private Map<String, Object> resolved(Map<String, Object> schema) {
    Map<String, Object> resolved = new LinkedHashMap<>(schema);
    // All versions of a type have the same $id; the registry would confuse them.
    resolved.keySet().removeAll(List.of("$schema", "$id"));
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    properties.put("recipient", recipient);
    resolved.put(PROPERTIES, properties);
    return resolved;
  }

  /** Adds the times that every event may have. Intake validates them. */
  private static Map<String, Object> withCommonFields(Map<String, Object> schema) {
    Map<String, Object> extended = new LinkedHashMap<>(schema);
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    COMMON_FIELDS.forEach(field -> properties.put(field, Map.of()));
    extended.put(PROPERTIES, properties);
    return extended;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> schema) {
    Object properties = schema.get(PROPERTIES);
    return properties instanceof Map<?, ?> ? (Map<String, Object>) properties : Map.of();
  }
}
