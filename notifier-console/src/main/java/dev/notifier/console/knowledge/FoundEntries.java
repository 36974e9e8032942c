package dev.notifier.console.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text gets: {@code POST /v1/knowledge/search}. */
record FoundEntries(
    String language,
    boolean certain,
    String decision,
    @Nullable String reason,
    List<Match> matches) {
  /** From this score on, the best entry answers. */
  static final double UPPER = 0.40;

  /** From this score on, entries are offered. */
  static final double LOWER = 0.26;

  private static final int PERCENT = 100;

  /**
   * A near entry.
   *
   * @param score from 0 to 1
   */
  record Match(String id, double score, String title, String sms) {
    /** From 0 to 100. */
    long points() {
      return Math.round(score * PERCENT);
    }
  }
}
