package dev.notifier.api.intake;

import dev.notifier.contracts.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Limits the bytes of the requests whose events wait for Kafka, so that a slow Kafka does not
 * exhaust the memory. A request counts for the lanes of its events, each of which has a budget of
 * its own: bulk events cannot take the budget of urgent ones. Thread-safe.
 */
final class IntakeBudget {
  private final Map<Lane, InFlightLimit> lanes = new EnumMap<>(Lane.class);

  /**
   * @param maxBytes of each lane
   */
  IntakeBudget(long maxBytes) {
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new InFlightLimit(maxBytes));
    }
  }

  /** The budget for events of a lane until Kafka has confirmed them. */
  InFlightLimit sending(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  /** All bytes that are reserved now. */
  long bytes() {
    return lanes.values().stream().mapToLong(InFlightLimit::bytes).sum();
  }
}
