package dev.notifier.worker.feeding;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.sending.BatchReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether so many lines of a batch fail that it must stop until someone has looked at it.
 * Rejections arrive at once and receipts late, so each are compared with what arrives as they do.
 * Compares what has ended now with what had ended at the beginning of a window. What it has seen is
 * in memory: another worker that takes over begins a new window. Not thread-safe.
 */
final class AutomaticStop {
  private static final int PERCENT = 100;

  private final Settings settings;
  private final Map<UUID, Deque<Sample>> histories = new HashMap<>();

  /**
   * When a batch stops.
   *
   * @param window how long ago lines ended at most
   * @param least how many must have ended in it
   * @param failedPercent how many of them may fail, for any reason
   * @param reasonPercent how many of them may fail for one reason that is not about the recipient
   */
  record Settings(Duration window, int least, int failedPercent, int reasonPercent) {}

  /**
   * What has become of lines since the batch was released.
   *
   * @param rejected of those that carriers have
   * @param undelivered of those that have ended otherwise
   */
  record Ended(Failures rejected, Failures undelivered) {
    static final Ended NOTHING = new Ended(new Failures(0, Map.of()), new Failures(0, Map.of()));

    private Ended since(Ended before) {
      return new Ended(rejected.since(before.rejected), undelivered.since(before.undelivered));
    }
  }

  /**
   * How many lines have failed.
   *
   * @param lines all, including those that failed
   * @param failed by the name of the reason
   */
  record Failures(long lines, Map<String, Long> failed) {
    private Failures since(Failures before) {
      Map<String, Long> more = new HashMap<>(failed);
      before.failed.forEach((reason, count) -> more.merge(reason, -count, Long::sum));
      return new Failures(lines - before.lines, more);
    }

    private long allFailed() {
      // A late receipt may have moved a line from one reason to another.
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private record Sample(long nanos, Ended ended) {}

  AutomaticStop(Settings settings) {
    this.settings = settings;
  }

  /**
   * Notes what has ended of a batch that runs, and decides.
   *
   * @param nanos a monotonic clock
   * @param fromStart whether nothing had ended before the window, of a batch that is new here
   * @return why it must stop, for people; null if it may go on
   */
  @Nullable String decide(UUID batch, long nanos, Ended ended, boolean fromStart) {
    Deque<Sample> history = histories.get(batch);
    if (history == null) {
      history = new ArrayDeque<>();
      histories.put(batch, history);
      history.addLast(new Sample(nanos, fromStart ? Ended.NOTHING : ended));
    }
    // The last one that is older is the beginning of the window.
    while (history.size() > 1 && nanos - second(history).nanos() >= settings.window().toNanos()) {
      history.removeFirst();
    }
    String reason = reason(ended.since(history.getFirst().ended()));
    history.addLast(new Sample(nanos, ended));
    return reason;
  }

  Duration window() {
    return settings.window();
  }

  /** Forgets the batches that do not run any more; one that is resumed begins a new window. */
  void retain(Set<UUID> running) {
    histories.keySet().retainAll(running);
  }

  private @Nullable String reason(Ended window) {
    BatchReason.Failures rejected = tooMany(window.rejected());
    if (rejected != null) {
      return BatchReason.rejected(rejected).sentence();
    }
    BatchReason.Failures undelivered = tooMany(window.undelivered());
    return undelivered == null ? null : BatchReason.undelivered(undelivered).sentence();
  }

  private BatchReason.@Nullable Failures tooMany(Failures window) {
    if (window.lines() < settings.least()) {
      return null;
    }
    long minutes = settings.window().toMinutes();
    if (window.allFailed() * PERCENT > settings.failedPercent() * window.lines()) {
      return new BatchReason.Failures(window.allFailed(), window.lines(), minutes, null);
    }
    for (Map.Entry<String, Long> each : window.failed().entrySet()) {
      if (!isAboutRecipient(each.getKey())
          && each.getValue() * PERCENT > settings.reasonPercent() * window.lines()) {
        return new BatchReason.Failures(each.getValue(), window.lines(), minutes, each.getKey());
      }
    }
    return null;
  }

  private static boolean isAboutRecipient(String reason) {
    return FailureReason.of(reason).owner() == FailureReason.Owner.RECIPIENT;
  }

  private static Sample second(Deque<Sample> history) {
    return history.stream().skip(1).findFirst().orElseThrow();
  }
}
