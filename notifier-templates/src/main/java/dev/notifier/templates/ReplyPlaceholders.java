package dev.notifier.templates;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What texts show about answering them: the values of {@code {{ reply.optOut }}} and the like. They
 * depend on the sender of a message, because people cannot answer a name. Thread-safe.
 */
@FunctionalInterface
public interface ReplyPlaceholders {
  /** Nothing is known, so texts with such a placeholder cannot be sent. */
  ReplyPlaceholders NONE = _ -> Map.of();

  /**
   * Returns the values by the names in {@link
   * dev.notifier.templates.language.schema.ReplyFields#NAMES}; empty if people cannot answer.
   *
   * @param sender of the message; null = that of its route
   */
  Map<String, String> of(@Nullable String sender);
}
