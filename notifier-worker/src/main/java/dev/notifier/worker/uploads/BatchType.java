package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.schema.EventSchema;
import dev.notifier.planning.schema.EventSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event type of a batch. Immutable and thread-safe.
 *
 * @param schema of its data
 * @param specs how the cells of all fields are read
 * @param fields by the names of their specs
 */
record BatchType(
    EventTypeRecord definition,
    EventSchema schema,
    List<FieldSpec> specs,
    Map<String, BatchField> fields) {
  static BatchType of(EventTypeRecord definition, EventSchemas schemas) {
    EventSchema schema = schemas.compile(definition.schema());
    List<BatchField> fields = BatchField.of(schema.fields());
    Map<String, BatchField> byName = new HashMap<>();
    fields.forEach(field -> byName.put(field.spec().name(), field));
    return new BatchType(
        definition, schema, fields.stream().map(BatchField::spec).toList(), Map.copyOf(byName));
  }

  /** The field with a name; null if there is none. */
  @Nullable BatchField field(String name) {
    return fields.get(name);
  }
}
