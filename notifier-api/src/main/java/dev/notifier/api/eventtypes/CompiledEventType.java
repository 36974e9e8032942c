package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** One version of a kind of event, compiled. Immutable and thread-safe. */
public final class CompiledEventType {
  private final EventTypeRecord form;
  private final Map<String, Object> schema;
  private final Schema compiled;
  private final FreeTextFields freeText;

  /**
   * @param schema of {@code data}, without references
   * @param compiled the same, with what belongs to every event
   */
  CompiledEventType(EventTypeRecord form, Map<String, Object> schema, Schema compiled) {
    this.form = form;
    this.schema = schema;
    this.compiled = compiled;
    this.freeText = FreeTextFields.of(schema);
  }

  /** As operators wrote it. */
  public EventTypeRecord form() {
    return form;
  }

  /** The JSON Schema of {@code data}, without references. */
  public Map<String, Object> schema() {
    return schema;
  }

  /**
   * Where data does not fit the schema, in words that never quote a value.
   *
   * @param pointer of the data
   */
  public List<Violation> mistakes(String pointer, JsonNode data) {
    List<Error> errors = compiled.validate(data);
    if (errors.isEmpty()) {
      return List.of();
    }
    JsonNode rules = compiled.getSchemaNode();
    List<Violation> findings = new ArrayList<>(errors.size());
    for (Error error : errors) {
      findings.add(SchemaDescription.finding(pointer, error, rules));
    }
    return findings;
  }

  /** Shows every text of data that people wrote, with its pointer from the data's root. */
  public void forEachFreeText(JsonNode data, BiConsumer<String, String> visitor) {
    freeText.forEach(data, visitor);
  }
}
