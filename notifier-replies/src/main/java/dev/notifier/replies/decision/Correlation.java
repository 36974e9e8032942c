package dev.notifier.replies.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The notification that a message answers.
 *
 * @param linked its id; null if it is not certain
 * @param candidates the ids of all that it may be, the newest first, for the person who answers
 */
public record Correlation(@Nullable String linked, List<String> candidates) {
  /** Copies the list. */
  public Correlation {
    candidates = List.copyOf(candidates);
  }
}
