package dev.notifier.templates.language.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that every text may show, whatever its event type: how people answer the message. */
public final class ReplyFields {
  /** The field that has the others. Data of an event never sets it. */
  public static final String REPLY = "reply";

  /** The names of the others. */
  public static final List<String> NAMES = List.of("address", "optOut", "optIn", "help");

  private static final SchemaField FIELD = field();

  private ReplyFields() {}

  /** Adds the fields to those of an event type. */
  public static SchemaField addTo(SchemaField data) {
    Map<String, SchemaField> fields = new HashMap<>(data.fields());
    fields.put(REPLY, FIELD);
    return new SchemaField(
        data.kind(), data.required(), data.maxLength(), data.values(), fields, data.items());
  }

  /** Whether a field, such as {@code reply.help}, is one of them. */
  public static boolean isPath(String field) {
    return field.startsWith(REPLY + ".");
  }

  private static SchemaField field() {
    Map<String, SchemaField> fields = new HashMap<>();
    for (String name : NAMES) {
      fields.put(name, new SchemaField(FieldKind.TEXT, true, 0, List.of(), Map.of(), null));
    }
    return new SchemaField(FieldKind.OBJECT, true, 0, List.of(), fields, null);
  }
}
