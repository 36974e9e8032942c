package dev.notifier.worker.feeding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Divides something between those who want it, by turns and by weight: deficit round robin
 * (Shreedhar and Varghese, 1995). Whose turn it is, and what is left of it, is remembered from one
 * call to the next, so the shares are right over many small ones, too. Not thread-safe.
 *
 * @param <K> who wants something; needs equals
 */
final class DeficitRoundRobin<K> {
  /** What was taken long ago does not count. */
  private static final int MAX_TURNS_OWED = 20;

  private final int quantum;
  private final Deque<K> turns = new ArrayDeque<>();
  private final Map<K, Integer> left = new HashMap<>();

  /**
   * @param quantum what one gets in a turn if its weight is 1, from 1
   */
  DeficitRoundRobin(int quantum) {
    this.quantum = quantum;
  }

  /**
   * Divides a number. Nothing is left over while someone wants more.
   *
   * @param wants how much each wants, from 0
   * @param weights from 1
   * @param number from 0
   * @return what each gets, from 1, at most what it wants; without those who get nothing
   */
  Map<K, Integer> divide(Map<K, Integer> wants, ToIntFunction<K> weights, int number) {
    Map<K, Integer> wanted = new LinkedHashMap<>();
    wants.forEach((key, want) -> {
      if (want > 0) {
        wanted.put(key, want);
      }
    });
    takeTurns(wanted.keySet());
    Map<K, Integer> shares = new LinkedHashMap<>();
    int rest = number;
    while (rest > 0 && !wanted.isEmpty()) {
      K next = turns.remove();
      int want = Objects.requireNonNull(wanted.get(next));
      // What is left of a turn that ended with the number of a call is taken first.
      int turn = left.getOrDefault(next, 0);
      turn = turn > 0 ? turn : turn + Math.multiplyExact(quantum, weights.applyAsInt(next));
      if (turn <= 0) {
        left.put(next, turn);
        turns.addLast(next);
        continue;
      }
      int share = Math.min(Math.min(turn, want), rest);
      shares.merge(next, share, Integer::sum);
      rest -= share;
      left.put(next, turn - share);
      if (share == want) {
        // Who wants nothing more saves nothing up for later.
        wanted.remove(next);
        left.remove(next);
      } else {
        wanted.put(next, want - share);
        if (turn == share) {
          turns.addLast(next);
        } else {
          turns.addFirst(next);
        }
      }
    }
    return shares;
  }

  /**
   * Notes that one has got something elsewhere. It gets that much less while it wants something, at
   * most what it gets in {@value #MAX_TURNS_OWED} turns.
   */
  void took(K key, int number, ToIntFunction<K> weights) {
    int most = Math.multiplyExact(MAX_TURNS_OWED * quantum, weights.applyAsInt(key));
    left.put(key, Math.max(-most, left.getOrDefault(key, 0) - number));
  }

  /** A new one has its turn after the others; one that wants nothing any more has none. */
  private void takeTurns(Set<K> wanting) {
    turns.retainAll(wanting);
    left.keySet().retainAll(wanting);
    Set<K> known = new HashSet<>(turns);
    wanting.stream().filter(key -> !known.contains(key)).forEach(turns::addLast);
  }
}
