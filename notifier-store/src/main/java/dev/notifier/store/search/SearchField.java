package dev.notifier.store.search;

import org.jspecify.annotations.Nullable;

/**
 * What notifications can be searched by. The fields that have an index come first, the one with the
 * fewest notifications of a value before the others.
 */
public enum SearchField {
  /** The business key: a digest, as a UUID. */
  SUBJECT("subject_digest", Index.UNORDERED, null),
  /** The number in E.164 format. */
  PHONE("phone", Index.UNORDERED, null),
  /** The caller's own name for the recipient. */
  PERSON_REF("person_ref", Index.UNORDERED, null),
  /** The batch, as a UUID. */
  BATCH("batch_id", Index.ORDERED, null),
  /** The caller's name for a set of events. */
  GROUP("group_id", Index.ORDERED, null),
  /** The CloudEvents source. */
  SOURCE("source", Index.NONE, null),
  /** The readable part of an API key. */
  KEY("key_id", Index.NONE, null),
  /** The full name of a template. */
  TEMPLATE("template_id", Index.NONE, "template"),
  /** The event type. */
  TYPE("type", Index.NONE, "type"),
  /** The route. */
  ROUTE("route", Index.NONE, "route"),
  /** The name of a state. */
  STATE("state", Index.NONE, "state"),
  /** The name of a failure reason. */
  REASON("reason", Index.NONE, "reason");

  /** How notifications with a value are found. */
  enum Index {
    /** By reading all, because there is no index. */
    NONE,
    /** All at once, in any order: few have the same value. */
    UNORDERED,
    /** In the order of their ids: many have the same value. */
    ORDERED
  }

  private final String column;
  private final Index index;
  private final @Nullable String counted;

  SearchField(String column, Index index, @Nullable String counted) {
    this.column = column;
    this.index = index;
    this.counted = counted;
  }

  String column() {
    return column;
  }

  Index index() {
    return index;
  }

  /** The column of the counters that has it; null if there is none. */
  @Nullable String counted() {
    return counted;
  }
}
