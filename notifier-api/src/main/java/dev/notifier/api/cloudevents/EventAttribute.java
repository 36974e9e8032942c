package dev.notifier.api.cloudevents;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The CloudEvents attributes that intake reads as texts, with their limits. */
enum EventAttribute {
  SPECVERSION(10, true),
  ID(128, true),
  SOURCE(256, true),
  TYPE(100, true),
  TIME(64, false),
  SUBJECT(256, false),
  DATACONTENTTYPE(100, false),
  DATASCHEMA(256, false),

  /** An extension: the caller's name for a set of events. */
  GROUP(64, false),

  /** An extension: the id of the event of the same source that it corrects. */
  SUPERSEDES(128, false);

  private final String id = name().toLowerCase(Locale.ROOT);
  private final int maxCharacters;
  private final boolean required;

  EventAttribute(int maxCharacters, boolean required) {
    this.maxCharacters = maxCharacters;
    this.required = required;
  }

  /** The name in JSON and, after {@code ce-}, in headers. */
  String id() {
    return id;
  }

  String pointer() {
    return "/" + id;
  }

  int maxCharacters() {
    return maxCharacters;
  }

  boolean isRequired() {
    return required;
  }

  /** The attribute with this name; null if there is none. */
  static @Nullable EventAttribute find(String name) {
    for (EventAttribute attribute : values()) {
      if (attribute.id.equals(name)) {
        return attribute;
      }
    }
    return null;
  }
}
