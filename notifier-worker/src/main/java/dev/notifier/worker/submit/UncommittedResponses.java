package dev.notifier.worker.submit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an owner knows beyond its journal when a commit fails and it starts over: answers that came
 * and are not committed, and names that were surely never written. Spares doubts, and so
 * repetitions. Bounded by the open set. One thread.
 */
final class UncommittedResponses {
  /** An answer as it came. */
  record Heard(int commandStatus, @Nullable String messageId, long writtenMs, long answeredMs) {}

  private final Map<Long, Heard> heard = new HashMap<>();
  private final Set<Long> unwritten = new HashSet<>();

  void heard(long number, Heard answer) {
    heard.put(number, answer);
  }

  @Nullable Heard answerTo(long number) {
    return heard.get(number);
  }

  void named(long number) {
    unwritten.add(number);
  }

  void writing(long number) {
    unwritten.remove(number);
  }

  boolean isUnwritten(long number) {
    return unwritten.contains(number);
  }

  void committed(long number) {
    heard.remove(number);
  }

  /** Forgets everything but these numbers: the rest is settled in the journal. */
  void retainOnly(Set<Long> numbers) {
    heard.keySet().retainAll(numbers);
    unwritten.retainAll(numbers);
  }
}
