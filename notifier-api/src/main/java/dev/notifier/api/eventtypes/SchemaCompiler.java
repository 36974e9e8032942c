package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes compiled types of what operators wrote. Thread-safe. */
final class SchemaCompiler {
  private static final String META = "https://json-schema.org/draft/2020-12/schema";
  private static final String EXPIRES_AT = "expiresAt";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .pathType(PathType.JSON_POINTER)
                      .locale(Locale.ENGLISH)
                      .build()));
  private final JsonMapper json = JsonMapper.shared();
  private final Schema meta = registry.getSchema(SchemaLocation.of(META));
  private final Map<String, Object> recipient;

  /**
   * @param recipient the schema of the people whom events are about
   */
  SchemaCompiler(Map<String, Object> recipient) {
    Map<String, Object> inline = new LinkedHashMap<>(recipient);
    inline.keySet().removeAll(List.of("$schema", "$id"));
    this.recipient = inline;
  }

  /**
   * Compiles.
   *
   * @throws RuntimeException when the schema is not one that was checked
   */
  CompiledEventType compile(EventTypeRecord type) {
    Map<String, Object> schema = resolved(type.schema());
    Schema compiled = registry.getSchema(json.valueToTree(withEverybodys(schema)));
    compiled.initializeValidators();
    return new CompiledEventType(type, schema, compiled);
  }

  /** Where it is no JSON Schema 2020-12 at all. */
  List<Violation> breachesOfTheStandard(Map<String, Object> schema) {
    JsonNode tree = json.valueToTree(schema);
    return meta.validate(tree).stream().map(SchemaCompiler::breach).distinct().toList();
  }

  private static Violation breach(Error error) {
    JsonNode rule = error.getSchemaNode();
    String asked = error.getKeyword() + (rule.isContainer() ? "" : " " + rule.asString());
    return new Violation(
        "/schema" + error.getInstanceLocation(),
        ErrorCode.INVALID_SCHEMA,
        "JSON Schema 2020-12 asks for something else here (" + asked + "). Correct it.");
  }

  /** The one reference that there may be replaced by what it refers to; without its names. */
  private Map<String, Object> resolved(Map<String, Object> schema) {
    Map<String, Object> resolved = new LinkedHashMap<>(schema);
    // Two versions of a type have one name, and the registry must not take one for the other.
    resolved.keySet().removeAll(List.of("$schema", "$id"));
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    properties.put("recipient", recipient);
    resolved.put("properties", properties);
    return resolved;
  }

  /** Any event may say when it is worthless; intake reads that itself. */
  private static Map<String, Object> withEverybodys(Map<String, Object> schema) {
    Map<String, Object> whole = new LinkedHashMap<>(schema);
    Map<String, Object> properties = new LinkedHashMap<>(properties(schema));
    properties.put(EXPIRES_AT, Map.of());
    whole.put("properties", properties);
    return whole;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> schema) {
    Object properties = schema.get("properties");
    return properties instanceof Map<?, ?> ? (Map<String, Object>) properties : Map.of();
  }
}
