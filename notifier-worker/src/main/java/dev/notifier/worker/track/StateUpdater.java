package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.config.RouteConfig.ReceiptsPer;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import dev.notifier.store.tracking.WaitNote;
import dev.notifier.worker.statuses.StatusBatches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies a batch to the notifications it is about: match, decide and save in one transaction, then
 * publish. Any part of this may be repeated. Thread-safe.
 */
final class StateUpdater {
  private static final String NO_ROUTE = "none";

  private final TrackStore store;
  private final StatusPublisher statuses;
  private final Map<String, RouteConfig> routes;
  private final TrackMetrics metrics;

  StateUpdater(
      TrackStore store,
      StatusPublisher statuses,
      Map<String, RouteConfig> routes,
      TrackMetrics metrics) {
    this.store = store;
    this.statuses = statuses;
    this.routes = routes;
    this.metrics = metrics;
  }

  /** A row before and after an update. */
  private record Change(
      TrackedNotification row, DeliveryState before, NotificationUpdate update, String route) {
    DeliveryState after() {
      return row.delivery();
    }

    boolean mustBeSaved() {
      return !after().equals(before);
    }

    boolean hasNewState() {
      return after().state() != before.state();
    }

    /**
     * Whether it replaces a state that another thread or worker has stored and perhaps not yet
     * published, such as the response's before the receipt's. That one is published once more with
     * this one, so that no change overtakes another. Plan's is published before anything is sent.
     */
    boolean followsStateOfTrack() {
      return hasNewState() && before.state() != NotificationState.PLANNED;
    }

    /** A repeated update may be the consequence of a crash before the publication. */
    boolean mustBePublished(boolean publishesRepeats) {
      return hasNewState()
          || after().reason() != before.reason()
          || (publishesRepeats && isRepeated());
    }

    private boolean isRepeated() {
      return update.repeats(before.segmentBits());
    }

    /** The row as it was before. */
    TrackedNotification rowBefore() {
      return row.with(before);
    }

    /**
     * Whether SUBMITTED may have been stored before, and neither its publication nor that of the
     * state that replaced it succeeded. The row has only the last state, so a repeated update
     * publishes both.
     */
    boolean repeatsBehindSubmitted() {
      return !hasNewState() && isRepeated() && StatusPublisher.wasSubmitted(after());
    }
  }

  /** The result of one transaction. */
  private record Saved<M>(M matched, List<Change> changes, int unknown) {}

  /**
   * Applies one batch.
   *
   * @param match matches the batch in {@code submissions}; runs in the transaction, before
   *     notifications are read, and again if the transaction is repeated
   * @param updates derives the updates of notifications from the match
   * @return the match
   */
  <M> M update(Supplier<M> match, Function<M, NotificationUpdates> updates) {
    return update(match, updates, true);
  }

  /**
   * As {@link #update(Supplier, Function)}.
   *
   * @param publishesRepeats whether states are published that this batch does not change; false
   *     only if this process has published them
   */
  <M> M update(
      Supplier<M> match, Function<M, NotificationUpdates> updates, boolean publishesRepeats) {
    Saved<M> saved =
        store.inRepeatableTransaction(() -> {
          M matched = match.get();
          NotificationUpdates all = updates.apply(matched);
          List<Change> changes = decide(all);
          save(changes);
          return new Saved<>(matched, changes, all.notificationIds().size() - changes.size());
        });
    publish(saved.changes(), publishesRepeats);
    metrics.unknownNotifications(saved.unknown());
    saved.changes().stream().filter(Change::hasNewState).forEach(this::count);
    return saved.matched();
  }

  private List<Change> decide(NotificationUpdates updates) {
    List<Change> changes = new ArrayList<>(updates.notificationIds().size());
    // Notes of what they wait for are added to locked rows.
    for (TrackedNotification row :
        updates.haveWaits()
            ? store.lock(updates.notificationIds())
            : store.read(updates.notificationIds())) {
      NotificationUpdate update = updates.get(row.id());
      DeliveryState before = row.delivery();
      String route = Objects.requireNonNullElse(routeOf(before, update), NO_ROUTE);
      DeliveryState after = NotificationStateMachine.apply(before, update, receiptRules(route));
      changes.add(new Change(row.with(after), before, update, route));
    }
    return changes;
  }

  /** Receipts may arrive on another route than the one that accepted the message. */
  private static @Nullable String routeOf(DeliveryState before, NotificationUpdate update) {
    return update.route() == null ? before.route() : update.route();
  }

  /** Assumes {@code SMSC} for a route that is no longer configured. */
  private ReceiptRules receiptRules(String route) {
    RouteConfig config = routes.get(route);
    return config == null
        ? new ReceiptRules(Receipts.SMSC, ReceiptsPer.SEGMENT)
        : new ReceiptRules(config.receipts(), config.receiptsPer());
  }

  /** Without receipts, the response's state is the last one, and not SUBMITTED. */
  private boolean expectsReceipts(String route) {
    return receiptRules(route).meaning() != Receipts.NONE;
  }

  private void save(List<Change> changes) {
    store.save(changes.stream().filter(Change::mustBeSaved).map(Change::row).toList());
    Map<UUID, WaitNote> waits = new HashMap<>();
    for (Change change : changes) {
      WaitNote wait = change.update().waits();
      if (wait != null && change.after().state() == NotificationState.PLANNED) {
        waits.put(change.row().id(), wait);
      }
    }
    store.saveWaits(waits);
  }

  private void publish(List<Change> changes, boolean publishesRepeats) {
    StatusBatches published = new StatusBatches();
    for (Change change : changes) {
      if (change.mustBePublished(publishesRepeats)) {
        TrackedNotification row = change.row();
        Instant at = change.update().latestEventAt();
        if (change.followsStateOfTrack()) {
          published.add(row.origin().tenant(), StatusPublisher.change(change.rowBefore(), at));
        } else if (change.repeatsBehindSubmitted() && expectsReceipts(change.route())) {
          published.add(row.origin().tenant(), StatusPublisher.submitted(row, at));
        }
        published.add(row.origin().tenant(), StatusPublisher.change(row, at));
      }
    }
    statuses.publish(published);
  }

  private void count(Change change) {
    DeliveryState after = change.after();
    NotificationUpdate update = change.update();
    metrics.state(change.route(), after.state(), after.reason());
    Instant submittedAt = after.submittedAt();
    boolean byReceipt = update.segments().delivered() != 0 || update.segments().failed() != 0;
    if (byReceipt && submittedAt != null) {
      metrics.receiptTime(
          change.route(), after.state(), Duration.between(submittedAt, update.latestEventAt()));
    }
  }
}
