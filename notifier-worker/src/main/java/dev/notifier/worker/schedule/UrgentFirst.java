package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.store.schedule.DeferredStore;
import dev.notifier.store.schedule.DeferredStore.Released;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Urgent messages before others, and in a lane what is due first. Thread-safe. */
final class UrgentFirst implements DueMessages {
  private final DeferredStore store;

  UrgentFirst(DeferredStore store) {
    this.store = store;
  }

  @Override
  public List<Released> take(Set<Lane> lanes, int maxRows) {
    List<Released> taken = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      if (lanes.contains(lane) && taken.size() < maxRows) {
        taken.addAll(store.lease(lane, maxRows - taken.size()));
      }
    }
    return taken;
  }

  @Override
  public @Nullable Duration untilNext(Set<Lane> lanes) {
    return lanes.isEmpty() ? null : store.untilNext(lanes);
  }
}
