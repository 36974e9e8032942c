package dev.notifier.console.knowledge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions that got no answer: {@code GET /v1/knowledge/unanswered}. */
record OpenQuestions(List<Group> questions) {
  private static final int PERCENT = 100;

  /**
   * Equal questions.
   *
   * @param text the last one; numbers and names are {@code #}
   * @param nearest entry; null without one
   * @param score of the nearest entry, from 0 to 1
   */
  record Group(
      String language,
      String group,
      String text,
      int times,
      Instant lastAt,
      @Nullable String nearest,
      double score) {
    /** From 0 to 100. */
    long points() {
      return Math.round(score * PERCENT);
    }

    /** Whether it can become a variant as it is. */
    boolean isClean() {
      return nearest != null && !text.contains("#");
    }
  }
}
