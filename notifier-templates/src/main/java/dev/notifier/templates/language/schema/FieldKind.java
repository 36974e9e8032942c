package dev.notifier.templates.language.schema;

/** The kinds of values in an event's data. */
public enum FieldKind {
  TEXT,
  /** A text such as {@code 2026-12-31}. */
  DATE,
  /** A text such as {@code 2026-12-31T22:00:00+07:00}. */
  DATE_TIME,
  INTEGER,
  NUMBER,
  BOOLEAN,
  OBJECT,
  LIST
}
