package dev.notifier.api.intake;

import dev.notifier.contracts.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Limits the bytes of the requests in progress, so that a slow Kafka does not exhaust the memory.
 * While its events wait for Kafka, a request counts for the lanes of its events, each of which has
 * a budget of its own: bulk events cannot take the budget of urgent ones. Before, while it is read
 * and validated, its lanes are unknown; then small requests have their own budget, because large
 * batches arrive slowly. Thread-safe.
 */
final class IntakeBudget {
  /** A single event has at most this size. */
  private static final long SMALL_REQUEST_BYTES = 64 << 10;

  private static final int SMALL_SHARE = 4;

  private final InFlightLimit small;
  private final InFlightLimit large;
  private final Map<Lane, InFlightLimit> lanes = new EnumMap<>(Lane.class);

  /**
   * @param maxBytes of each lane, and of the large requests that are read
   */
  IntakeBudget(long maxBytes) {
    small = new InFlightLimit(maxBytes / SMALL_SHARE);
    large = new InFlightLimit(maxBytes);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new InFlightLimit(maxBytes));
    }
  }

  /** The budget for reading and validating a request of this size. */
  InFlightLimit reading(long requestBytes) {
    return requestBytes <= SMALL_REQUEST_BYTES ? small : large;
  }

  /** The budget for events of a lane until Kafka has confirmed them. */
  InFlightLimit sending(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  /** All bytes that are reserved now. */
  long bytes() {
    return small.bytes()
        + large.bytes()
        + lanes.values().stream().mapToLong(InFlightLimit::bytes).sum();
  }
}
