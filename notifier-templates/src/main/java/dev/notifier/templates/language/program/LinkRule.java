package dev.notifier.templates.language.program;

import org.jspecify.annotations.Nullable;

/** Decides about links in values. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface LinkRule {
  /** Keeps every value unchanged. */
  LinkRule NONE = value -> value;

  /** Returns the value as it may be sent, or null if there must be no message with it. */
  @Nullable String apply(String value);
}
