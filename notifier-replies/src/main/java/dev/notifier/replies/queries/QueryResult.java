package dev.notifier.replies.queries;

import java.util.List;
import java.util.Map;

/** What a text is as a query. */
public sealed interface QueryResult {
  /** No query. */
  record None() implements QueryResult {}

  /**
   * A query that can be answered.
   *
   * @param values by the names of the parameters
   * @param repairs what was corrected; the answer should name the identifier then
   */
  record Matched(QueryDefinition query, Map<String, String> values, List<Repair> repairs)
      implements QueryResult {
    /** Copies the collections. */
    public Matched {
      values = Map.copyOf(values);
      repairs = List.copyOf(repairs);
    }

    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Matched[query=" + query.name() + ", repairs=" + repairs + "]";
    }
  }

  /** A query without what it needs. The answer says how to write it. */
  record Invalid(QueryDefinition query, Problem problem) implements QueryResult {}

  /** What was corrected. */
  enum Repair {
    /** The letter O became 0, or I or L became 1. */
    DIGITS,
    /** A zero at the start was missing. */
    LEADING_ZERO
  }

  /** What is wrong. */
  enum Problem {
    IDENTIFIER_MISSING,
    IDENTIFIER_INVALID,
    PERIOD_INVALID
  }
}
