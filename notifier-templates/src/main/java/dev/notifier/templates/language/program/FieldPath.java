package dev.notifier.templates.language.program;

import java.util.List;

/**
 * A path into an event's data, with what is known of it. Immutable.
 *
 * <p>A class and not a record: its names are an array for speed, which must not be seen.
 */
final class FieldPath {
  private final String[] names;
  private final String shown;
  private final boolean required;
  private final boolean textWanted;
  private final List<String> values;

  /**
   * @param required whether an event always has it
   * @param textWanted whether it has to be a text: an identifier sent as a number has lost zeros
   * @param values the only ones it may have; empty = any
   */
  FieldPath(List<String> names, boolean required, boolean textWanted, List<String> values) {
    this.names = names.toArray(String[]::new);
    shown = String.join(".", names);
    this.required = required;
    this.textWanted = textWanted;
    this.values = List.copyOf(values);
  }

  int depth() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  String shown() {
    return shown;
  }

  boolean required() {
    return required;
  }

  boolean textWanted() {
    return textWanted;
  }

  List<String> values() {
    return values;
  }
}
