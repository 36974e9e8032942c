package dev.notifier.templates.language.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event's data, as its JSON Schema defines it. Immutable.
 *
 * @param required whether it is always present and never null; an optional parent makes its
 *     children optional where they are used, not here
 * @param maxLength the longest text in code points; 0 = not specified
 * @param values the only allowed values; empty = any
 * @param fields of an object, by name
 * @param items of a list
 */
public record SchemaField(
    FieldKind kind,
    boolean required,
    int maxLength,
    List<String> values,
    Map<String, SchemaField> fields,
    @Nullable SchemaField items) {
  public SchemaField {
    values = List.copyOf(values);
    fields = Map.copyOf(fields);
  }
}
