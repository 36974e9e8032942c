package dev.notifier.planning.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The compiled schema of one version of an event type. Immutable and thread-safe. */
public final class EventSchema {
  /** An annotation of this project: the value, and a text with it, is never shown. */
  public static final String SECRET = "secret";

  private final Map<String, Object> fields;
  private final Schema compiled;
  private final FreeTextFields freeText;
  private final @Nullable SecretFields secrets;

  /**
   * @param fields the schema of {@code data}, without references
   * @param compiled the same, with the fields that every event may have
   */
  EventSchema(Map<String, Object> fields, Schema compiled) {
    this.fields = fields;
    this.compiled = compiled;
    this.freeText = FreeTextFields.of(fields);
    this.secrets = SecretFields.of(fields);
  }

  /**
   * What is wrong with the data.
   *
   * @param pointer JSON Pointer from the root of the data; for a missing field, its own
   * @param detail what to do, without a value of the data
   */
  public record Fault(String pointer, String detail) {}

  /** The JSON Schema of {@code data}, without references. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Compares data with the schema. */
  public List<Fault> faults(JsonNode data) {
    List<Error> errors = compiled.validate(data);
    if (errors.isEmpty()) {
      return List.of();
    }
    JsonNode rules = compiled.getSchemaNode();
    List<Fault> faults = new ArrayList<>(errors.size());
    for (Error error : errors) {
      faults.add(
          new Fault(SchemaDescription.pointer(error), SchemaDescription.detail(error, rules)));
    }
    return faults;
  }

  /** Whether any field is marked as secret. */
  public boolean hasSecretFields() {
    return secrets != null;
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
