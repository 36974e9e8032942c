package dev.notifier.templates.language.schema;

/** The kinds of values in the data of an event. */
public enum FieldKind {
  TEXT("a text"),
  /** A text such as {@code 2026-12-31}. */
  DATE("a date"),
  /** A text such as {@code 2026-12-31T22:00:00+07:00}. */
  DATE_TIME("a time"),
  INTEGER("a whole number"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  OBJECT("a group of fields"),
  LIST("a list");

  private final String description;

  FieldKind(String description) {
    this.description = description;
  }

  /** Returns the kind with its article, as diagnostics name it. */
  public String description() {
    return description;
  }
}
