package dev.notifier.templates.language.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event's data may hold at one place, as its JSON Schema says. Immutable.
 *
 * @param required whether it is always there and never null; an optional parent makes its children
 *     optional where they are used, not here
 * @param maxLength longest text in code points; 0 = not said
 * @param values the only values that it may have; empty = any
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
