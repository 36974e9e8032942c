package dev.notifier.api.eventsin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How long the events of each client wait until they are tried again. Thread-safe. */
final class BackOff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Of a limit, which does not end soon. */
  private static final Duration LONGEST_OF_LIMIT = Duration.ofSeconds(30);

  private final LongSupplier nanos;

  /** Guarded by this. */
  private final Map<String, Wait> waits = new HashMap<>();

  private record Wait(WaitReason reason, Duration length, long since) {}

  /**
   * @param nanos a monotonic clock
   */
  BackOff(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Has a client wait, twice as long as the last time. */
  synchronized void add(String client, WaitReason reason) {
    Wait last = waits.get(client);
    Duration next = last == null ? FIRST : last.length().multipliedBy(2);
    Duration longest = reason == WaitReason.LIMIT ? LONGEST_OF_LIMIT : LONGEST;
    Duration length = next.compareTo(longest) > 0 ? longest : next;
    waits.put(client, new Wait(reason, length, nanos.getAsLong()));
  }

  /** Ends the wait of a client, because an attempt succeeded. */
  synchronized void end(String client) {
    waits.remove(client);
  }

  /** Forgets all but these clients. */
  synchronized void retain(Set<String> clients) {
    waits.keySet().retainAll(clients);
  }

  /** Whether the events of a client are not tried now. */
  synchronized boolean isWaiting(String client) {
    @Nullable Wait wait = waits.get(client);
    return wait != null && nanos.getAsLong() - wait.since() < wait.length().toNanos();
  }

  /** Why clients wait, or did until the attempt that goes on. */
  synchronized Map<String, WaitReason> reasons() {
    Map<String, WaitReason> reasons = new TreeMap<>();
    waits.forEach((client, wait) -> reasons.put(client, wait.reason()));
    return reasons;
  }
}
