package dev.notifier.console.overview;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code GET /v1/counters}. */
record MessageCounts(List<Count> counts) {
  private static final Set<String> FAILED = Set.of("REJECTED", "UNDELIVERED", "EXPIRED");
  private static final Set<String> NOT_SENT = Set.of("SKIPPED", "CANCELLED");

  /** The messages in one state with one reason. */
  record Count(String state, long number) {}

  /** How many are in a state. */
  long in(String state) {
    return counts.stream()
        .filter(count -> count.state().equals(state))
        .mapToLong(Count::number)
        .sum();
  }

  /** Those of both. */
  MessageCounts plus(MessageCounts others) {
    return new MessageCounts(Stream.concat(counts.stream(), others.counts().stream()).toList());
  }

  long all() {
    return counts.stream().mapToLong(Count::number).sum();
  }

  /** The colour of a state in a chart. */
  static String colour(String state) {
    if (FAILED.contains(state)) {
      return "bad";
    }
    if (state.equals("DELIVERED")) {
      return "good";
    }
    return NOT_SENT.contains(state) ? "warn" : "other";
  }
}
