package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Settles what one batch tells: meets answers with receipts, decides, stores, and after that
 * publishes. Doing all of it again is harmless at every point. Thread-safe.
 */
final class ReceiptMatcher {
  private final TrackStore store;
  private final StatusPublisher statuses;
  private final Map<String, RouteConfig> routes;
  private final TrackMetrics meters;

  ReceiptMatcher(
      TrackStore store,
      StatusPublisher statuses,
      Map<String, RouteConfig> routes,
      TrackMetrics meters) {
    this.store = store;
    this.statuses = statuses;
    this.routes = routes;
    this.meters = meters;
  }

  private record Change(TrackedNotification row, DeliveryState before, NotificationUpdate told) {
    boolean isWritten() {
      return !row.delivery().equals(before);
    }

    boolean hasMoved() {
      return row.delivery().state() != before.state();
    }

    /** Told again means that the last time may have ended before the publication. */
    boolean isPublished() {
      return hasMoved()
          || row.delivery().reason() != before.reason()
          || told.repeats(before.segmentBits());
    }
  }

  /**
   * @param meet touches {@code submissions} and gives back what is told, by notification; runs
   *     inside the transaction, before notifications are touched
   */
  void settle(Supplier<Map<UUID, NotificationUpdate>> meet) {
    List<Change> changes = store.inTransaction(() -> decide(meet.get()));
    List<StatusRecord> published = new ArrayList<>();
    for (Change change : changes) {
      if (change.isPublished()) {
        published.add(StatusPublisher.of(change.row(), change.told().at()));
      }
    }
    statuses.publish(published);
    changes.stream().filter(Change::hasMoved).forEach(this::count);
  }

  private List<Change> decide(Map<UUID, NotificationUpdate> tells) {
    List<Change> changes = new ArrayList<>(tells.size());
    List<TrackedNotification> written = new ArrayList<>(tells.size());
    for (TrackedNotification row : store.lock(tells.keySet())) {
      NotificationUpdate told = Objects.requireNonNull(tells.get(row.id()));
      DeliveryState after =
          NotificationStateMachine.step(row.delivery(), told, worth(told.route()));
      Change change =
          new Change(new TrackedNotification(row.id(), row.origin(), after), row.delivery(), told);
      changes.add(change);
      if (change.isWritten()) {
        written.add(change.row());
      }
    }
    store.save(written);
    meters.strangers(tells.size() - changes.size());
    return changes;
  }

  /** Of a route that is not configured any more nothing better can be said. */
  private Receipts worth(String route) {
    RouteConfig config = routes.get(route);
    return config == null ? Receipts.SMSC : config.receipts();
  }

  private void count(Change change) {
    DeliveryState now = change.row().delivery();
    String route = change.told().route();
    meters.state(route, now.state(), now.reason());
    Instant submitted = now.submittedAt();
    boolean byReceipt =
        change.told().parts().delivered() != 0 || change.told().parts().failed() != 0;
    if (byReceipt && submitted != null) {
      meters.receiptTime(route, now.state(), Duration.between(submitted, change.told().at()));
    }
  }
}
