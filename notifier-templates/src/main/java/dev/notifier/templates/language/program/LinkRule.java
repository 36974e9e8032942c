package dev.notifier.templates.language.program;

import org.jspecify.annotations.Nullable;

/** What becomes of links in values. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface LinkRule {
  /** Every value stays as it is. */
  LinkRule NONE = value -> value;

  /** The value as it may stand in a message, or null when there must be no message with it. */
  @Nullable String apply(String value);
}
