package dev.notifier.api.eventsin;

import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Computes how long the events of each partition wait until they are tried again. Thread-safe. */
final class PartitionBackoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Of what does not end soon. */
  private static final Duration LONGEST_OF_LIMIT = Duration.ofSeconds(30);

  private final LongSupplier nanos;

  /** Guarded by this. */
  private final Map<TopicPartition, Wait> waits = new HashMap<>();

  private record Wait(WaitReason reason, Duration length, long since) {}

  /**
   * @param nanos a monotonic clock
   */
  PartitionBackoff(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Has a partition wait, twice as long as the last time.
   *
   * @return whether it did not wait for this reason before
   */
  synchronized boolean add(TopicPartition partition, WaitReason reason) {
    Wait last = waits.get(partition);
    Duration next = last == null ? FIRST : last.length().multipliedBy(2);
    Duration longest = reason.endsSoon() ? LONGEST : LONGEST_OF_LIMIT;
    Duration length = next.compareTo(longest) > 0 ? longest : next;
    waits.put(partition, new Wait(reason, length, nanos.getAsLong()));
    return last == null || last.reason() != reason;
  }

  /** Ends the wait of a partition: an attempt succeeded, or it is not read here any more. */
  synchronized void end(TopicPartition partition) {
    waits.remove(partition);
  }

  /** Whether the events of a partition are not tried now. */
  synchronized boolean isWaiting(TopicPartition partition) {
    @Nullable Wait wait = waits.get(partition);
    return wait != null && nanos.getAsLong() - wait.since() < wait.length().toNanos();
  }

  /** Why clients wait, or did until the attempt that goes on; the worst reason of each. */
  synchronized Map<String, WaitReason> reasons() {
    Map<String, WaitReason> reasons = new TreeMap<>();
    waits.forEach((partition, wait) ->
        Topics.clientOf(partition.topic())
            .ifPresent(client ->
                reasons.merge(
                    client,
                    wait.reason(),
                    (one, other) -> one.compareTo(other) > 0 ? one : other)));
    return reasons;
  }
}
