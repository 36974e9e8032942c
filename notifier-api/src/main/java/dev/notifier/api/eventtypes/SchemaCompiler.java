package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.SchemaRegistries;
import dev.notifier.contracts.EventTypeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compiles event types. Thread-safe. */
final class SchemaCompiler {
  private static final String META = "https://json-schema.org/draft/2020-12/schema";

  /** What every event may have. */
  private static final List<String> COMMON_FIELDS = List.of("expiresAt", "sendAfter");

  private final SchemaRegistry registry = SchemaRegistries.strict();
  private final JsonMapper json = JsonMapper.shared();
  private final Schema meta = SchemaRegistries.withoutFormats().getSchema(SchemaLocation.of(META));
  private final Map<String, Object> recipient;

  /**
   * @param recipient the schema of recipients
   */
  SchemaCompiler(Map<String, Object> recipient) {
    Map<String, Object> inline = new LinkedHashMap<>(recipient);
    inline.keySet().removeAll(List.of("$schema", "$id"));
    this.recipient = inline;
  }

  /**
   * Compiles an event type.
   *
   * @throws RuntimeException if the schema is invalid
   */
  CompiledEventType compile(EventTypeRecord type) {
    Map<String, Object> schema = resolved(type.schema());
    Schema compiled = registry.getSchema(json.valueToTree(withCommonFields(schema)));
    compiled.initializeValidators();
    return new CompiledEventType(type, schema, compiled);
  }

  /** Returns the violations of JSON Schema 2020-12 itself. */
  List<Violation> violationsOfStandard(Map<String, Object> schema) {
    JsonNode tree = json.valueToTree(schema);
    return meta.validate(tree).stream().map(SchemaCompiler::violation).distinct().toList();
  }

  private static Violation violation(Error error) {
    JsonNode rule = error.getSchemaNode();
    String keyword = error.getKeyword() + (rule.isContainer() ? "" : " " + rule.asString());
    return new Violation(
        "/schema" + error.getInstanceLocation(),
        ErrorCode.INVALID_SCHEMA,
        "This is not valid in JSON Schema 2020-12 (" + keyword + "). Correct it.");
  }

  /** Replaces the reference to the recipient, and removes the schema's identity. */
  private Map<String, Object> resolved(Map<String, Object> schema) {
    Map<String, Object> resolved = new LinkedHashMap<>(schema);
    // All versions of a type have the same $id; the registry would confuse them.
    resolved.keySet().removeAll(List.of("$schema", "$id"));
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    properties.put("recipient", recipient);
    resolved.put("properties", properties);
    return resolved;
  }

  /** Adds the times that every event may have. Intake validates them. */
  private static Map<String, Object> withCommonFields(Map<String, Object> schema) {
    Map<String, Object> extended = new LinkedHashMap<>(schema);
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    COMMON_FIELDS.forEach(field -> properties.put(field, Map.of()));
    extended.put("properties", properties);
    return extended;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> schema) {
    Object properties = schema.get("properties");
    return properties instanceof Map<?, ?> ? (Map<String, Object>) properties : Map.of();
  }
}
