package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.schema.EventSchemas;
import dev.notifier.planning.schema.SchemaRegistries;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compiles event types. Thread-safe. */
final class SchemaCompiler {
  private static final String META = "https://json-schema.org/draft/2020-12/schema";

  private final EventSchemas schemas = new EventSchemas();
  private final Schema meta = SchemaRegistries.withoutFormats().getSchema(SchemaLocation.of(META));

  /**
   * Compiles an event type.
   *
   * @throws RuntimeException if the schema is invalid
   */
  CompiledEventType compile(EventTypeRecord type) {
    return new CompiledEventType(type, schemas.compile(type.schema()));
  }

  /** Returns the violations of JSON Schema 2020-12 itself. */
  List<Violation> violationsOfStandard(Map<String, Object> schema) {
    JsonNode tree = JsonMapper.shared().valueToTree(schema);
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
}
