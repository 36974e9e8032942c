package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.SchemaDescription;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One version of an event type with its compiled schema. Immutable and thread-safe. */
public final class CompiledEventType {
  private final EventTypeRecord definition;
  private final Map<String, Object> schema;
  private final Schema compiled;
  private final FreeTextFields freeText;
  private final @Nullable SecretFields secrets;

  /**
   * @param schema of {@code data}, without references
   * @param compiled the same, with the fields that every event may have
   */
  CompiledEventType(EventTypeRecord definition, Map<String, Object> schema, Schema compiled) {
    this.definition = definition;
    this.schema = schema;
    this.compiled = compiled;
    this.freeText = FreeTextFields.of(schema);
    this.secrets = SecretFields.of(schema);
  }

  /** The event type as operators wrote it. */
  public EventTypeRecord definition() {
    return definition;
  }

  /** The JSON Schema of {@code data}, without references. */
  public Map<String, Object> schema() {
    return schema;
  }

  /**
   * Validates data against the schema. Details never quote a value.
   *
   * @param pointer the position of the data
   */
  public List<Violation> violations(String pointer, JsonNode data) {
    List<Error> errors = compiled.validate(data);
    if (errors.isEmpty()) {
      return List.of();
    }
    JsonNode rules = compiled.getSchemaNode();
    List<Violation> violations = new ArrayList<>(errors.size());
    for (Error error : errors) {
      violations.add(
          new Violation(
              pointer + SchemaDescription.pointer(error),
              ErrorCode.INVALID_DATA,
              SchemaDescription.detail(error, rules)));
    }
    return violations;
  }

  /** Whether the data has a value in a field that the schema marks as secret. */
  public boolean hasSecret(JsonNode data) {
    return secrets != null && secrets.isIn(data);
  }

  /** Calls the visitor with the pointer and the value of every free text in the data. */
  public void forEachFreeText(JsonNode data, BiConsumer<String, String> visitor) {
    freeText.forEach(data, visitor);
  }
}
