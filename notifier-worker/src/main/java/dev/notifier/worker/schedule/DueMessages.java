package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.store.schedule.DeferredStore.Released;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which messages that are due leave first. */
interface DueMessages {
  /**
   * Takes messages that are due; no other worker takes them for a while.
   *
   * @param lanes those that have room
   * @param maxRows the most in all
   * @return in the order in which they are published
   */
  List<Released> take(Set<Lane> lanes, int maxRows);

  /** How long it takes until a message of these lanes is due; null if none waits. */
  @Nullable Duration untilNext(Set<Lane> lanes);
}
