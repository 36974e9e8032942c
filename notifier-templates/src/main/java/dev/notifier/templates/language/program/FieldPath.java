package dev.notifier.templates.language.program;

import java.util.List;

/**
 * A path into an event's data, with what the schema says about it. Immutable.
 *
 * <p>A class and not a record: its names are an array for speed, which must not be exposed.
 */
final class FieldPath {
  private final String[] names;
  private final String dotted;
  private final boolean required;
  private final boolean requiresText;
  private final List<String> values;

  /**
   * Creates a path.
   *
   * @param required whether an event always has a value for it
   * @param requiresText whether the value must be a text: an identifier sent as a number has lost
   *     its leading zeros
   * @param values the only allowed values; empty = any
   */
  FieldPath(List<String> names, boolean required, boolean requiresText, List<String> values) {
    this.names = names.toArray(String[]::new);
    dotted = String.join(".", names);
    this.required = required;
    this.requiresText = requiresText;
    this.values = List.copyOf(values);
  }

  int depth() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  String dotted() {
    return dotted;
  }

  boolean required() {
    return required;
  }

  boolean requiresText() {
    return requiresText;
  }

  List<String> values() {
    return values;
  }
}
