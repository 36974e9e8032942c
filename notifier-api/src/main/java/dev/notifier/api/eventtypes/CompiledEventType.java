package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.schema.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** One version of an event type with its compiled schema. Immutable and thread-safe. */
public final class CompiledEventType {
  private final EventTypeRecord definition;
  private final EventSchema schema;

  CompiledEventType(EventTypeRecord definition, EventSchema schema) {
    this.definition = definition;
    this.schema = schema;
  }

  /** The event type as operators wrote it. */
  public EventTypeRecord definition() {
    return definition;
  }

  /** The JSON Schema of {@code data}, without references. */
  public Map<String, Object> schema() {
    return schema.fields();
  }

  /**
   * Validates data against the schema. Details never quote a value.
   *
   * @param pointer the position of the data
   */
  public List<Violation> violations(String pointer, JsonNode data) {
    List<EventSchema.Fault> faults = schema.faults(data);
    return faults.isEmpty()
        ? List.of()
        : faults.stream()
            .map(fault ->
                new Violation(pointer + fault.pointer(), ErrorCode.INVALID_DATA, fault.detail()))
            .toList();
  }

  /** Whether any field is marked as secret. */
  public boolean hasSecretFields() {
    return schema.hasSecretFields();
  }

  /** Whether the data has a value in a field that the schema marks as secret. */
  public boolean hasSecret(JsonNode data) {
    return schema.hasSecret(data);
  }

  /** Calls the visitor with the pointer and the value of every free text in the data. */
  public void forEachFreeText(JsonNode data, BiConsumer<String, String> visitor) {
    schema.forEachFreeText(data, visitor);
  }
}
