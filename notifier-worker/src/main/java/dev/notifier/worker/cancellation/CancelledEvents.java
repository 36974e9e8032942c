package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The single events of all rules, sorted by the first half of their digests, which includes the
 * tenant. For a hundred million messages and ten thousand events, the probability that any message
 * is taken for one of them is below 10^-7. Immutable.
 */
final class CancelledEvents {
  private final long[] digests;

  /** The position in the rules of each digest. */
  private final int[] ruleOf;

  private final List<CancellationRecord> rules;

  private CancelledEvents(long[] digests, int[] ruleOf, List<CancellationRecord> rules) {
    this.digests = digests;
    this.ruleOf = ruleOf;
    this.rules = rules;
  }

  static CancelledEvents of(Collection<CancellationRecord> records) {
    // Of two rules for an event, the later one concerns all that the earlier one does.
    List<CancellationRecord> rules =
        records.stream().sorted(Comparator.comparing(CancellationRecord::madeAt)).toList();
    List<List<UUID>> events = rules.stream().map(CancellationRecord::digests).toList();
    int size = events.stream().mapToInt(List::size).sum();
    Entry[] entries = new Entry[size];
    int next = 0;
    for (int rule = 0; rule < events.size(); rule++) {
      for (UUID digest : events.get(rule)) {
        entries[next++] = new Entry(digest.getMostSignificantBits(), rule);
      }
    }
    Arrays.sort(entries);
    long[] digests = new long[size];
    int[] ruleOf = new int[size];
    int distinct = 0;
    for (Entry entry : entries) {
      boolean again = distinct > 0 && digests[distinct - 1] == entry.digest();
      int at = again ? distinct - 1 : distinct++;
      digests[at] = entry.digest();
      ruleOf[at] = entry.rule();
    }
    return new CancelledEvents(
        Arrays.copyOf(digests, distinct), Arrays.copyOf(ruleOf, distinct), withoutEvents(rules));
  }

  /** The digests are kept once. */
  private static List<CancellationRecord> withoutEvents(List<CancellationRecord> rules) {
    return rules.stream()
        .map(rule ->
            new CancellationRecord(rule.v(), rule.id(), rule.tenant(), rule.madeAt(), null, null))
        .toList();
  }

  private record Entry(long digest, int rule) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(digest, other.digest);
      return order == 0 ? Integer.compare(rule, other.rule) : order;
    }
  }

  /** The rule that cancels a message; null if none does. */
  @Nullable UUID match(MessageOrigin origin) {
    int at = Arrays.binarySearch(digests, origin.event());
    if (at < 0) {
      return null;
    }
    CancellationRecord rule = rules.get(ruleOf[at]);
    return origin.acceptedAt().isAfter(rule.madeAt()) ? null : rule.id();
  }
}
