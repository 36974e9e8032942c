package dev.notifier.store.feeding;

import dev.notifier.store.counters.CounterStore.Count;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the lines of a batch that can be sent. No personal data.
 *
 * @param lines all of them
 * @param fed those that were sent to plan
 * @param planned those that have a notification
 * @param waiting planned ones that no carrier has, including those that wait for a time
 * @param submitted those that a carrier has and whose end is not known
 * @param unconfirmed those of the submitted ones of which no carrier has said that it has them
 * @param delivered those that arrived
 * @param failed those that were rejected, not delivered, or expired, by reason
 * @param skipped those that were not sent because of a rule, by reason
 * @param cancelled those that were cancelled before a carrier had them; without those that were not
 *     fed
 * @param noReceipt those of which nothing more is known
 */
public record BatchProgress(
    long lines,
    long fed,
    long planned,
    long waiting,
    long submitted,
    long unconfirmed,
    long delivered,
    Map<String, Long> failed,
    Map<String, Long> skipped,
    long cancelled,
    long noReceipt) {
  /** In which no carrier has a message yet. */
  private static final Set<String> WAITING = Set.of("ACCEPTED", "DEFERRED", "PLANNED");

  private static final Set<String> SUBMITTED = Set.of("SUBMITTED", "UNCONFIRMED");
  private static final Set<String> FAILED = Set.of("REJECTED", "UNDELIVERED", "EXPIRED");

  /**
   * Of the counts of a batch's notifications.
   *
   * @param lines that can be sent
   * @param fed as the feeder has noted; it may lag behind what is counted
   */
  public static BatchProgress of(long lines, long fed, List<Count> counts) {
    long planned = counts.stream().mapToLong(Count::number).sum();
    return new BatchProgress(
        lines,
        Math.max(fed, planned),
        planned,
        sum(counts, WAITING),
        sum(counts, SUBMITTED),
        sum(counts, Set.of("UNCONFIRMED")),
        sum(counts, Set.of("DELIVERED")),
        byReason(counts, FAILED),
        byReason(counts, Set.of("SKIPPED")),
        sum(counts, Set.of("CANCELLED")),
        sum(counts, Set.of("NO_RECEIPT")));
  }

  /** Lines that no one has tried to send. */
  public long notFed() {
    return lines - fed;
  }

  /** Lines that ended; a message without a receipt ends, although a late one may change it. */
  public long ended() {
    return delivered + total(failed) + total(skipped) + cancelled + noReceipt;
  }

  /** Lines of which a carrier has or may have had the message. */
  public long withCarriers() {
    return planned - waiting - total(skipped) - cancelled;
  }

  /** Whether each line has a notification, and none waits to be submitted. */
  public boolean isSent() {
    return planned >= lines && waiting == 0;
  }

  /** Whether each line has ended. */
  public boolean isDone() {
    return ended() >= lines;
  }

  /**
   * Whether each line has ended, if nothing more will be known of those without a response: they
   * keep their state.
   */
  public boolean isDoneWithUnconfirmed() {
    return ended() + unconfirmed >= lines;
  }

  /** Lines that ended after they were sent, including those that failed. */
  public long endedAfterSending() {
    return delivered + noReceipt + total(failed);
  }

  /** What was rejected, by reason. */
  public static Map<String, Long> rejected(List<Count> counts) {
    return byReason(counts, Set.of("REJECTED"));
  }

  /** What was not delivered as a receipt says, by reason: without what expired. */
  public static Map<String, Long> undelivered(List<Count> counts) {
    return byReason(counts, Set.of("UNDELIVERED"));
  }

  private static long sum(List<Count> counts, Set<String> states) {
    return counts.stream()
        .filter(count -> states.contains(count.state()))
        .mapToLong(Count::number)
        .sum();
  }

  private static Map<String, Long> byReason(List<Count> counts, Set<String> states) {
    Map<String, Long> byReason = new TreeMap<>();
    for (Count count : counts) {
      if (states.contains(count.state())) {
        byReason.merge(reason(count.reason()), count.number(), Long::sum);
      }
    }
    return byReason;
  }

  private static String reason(@Nullable String reason) {
    return reason == null ? "UNKNOWN" : reason;
  }

  private static long total(Map<String, Long> byReason) {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }
}
