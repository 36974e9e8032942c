package dev.notifier.store.plan;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.keys.BusinessKeys;
import dev.notifier.store.plan.EventDigests.Known;
import dev.notifier.store.plan.PlanOutcome.Kind;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores a batch of planned events in one transaction. */
final class PlanBatch {
  private final List<PlannedEvent> events;
  private final EventDigests digests;
  private final Map<UUID, Known> known;
  private final Map<Position, StoredPlan> added;
  private final Map<Position, StoredPlan> replaced;
  private final Map<UUID, StoredPlan> replayed;

  private PlanBatch(
      Connection connection, EventDigests digests, BusinessKeys keys, List<PlannedEvent> events)
      throws SQLException {
    this.events = events;
    this.digests = digests;
    this.known = digests.find(events);
    if (events.stream().anyMatch(event -> event.key() != null)) {
      keys.ensurePartitions();
    }
    digests.ensurePartitions(events.stream().filter(PlanBatch::mayMove).toList());
    List<PlannedEvent> unknown = firstOfEach(events, known.keySet());
    this.added = digests.insert(unknown);
    known.putAll(digests.find(notAdded(unknown)));
    for (PlannedEvent event : unknown) {
      StoredPlan stored = added.get(Position.of(event));
      if (stored != null) {
        known.put(event.digest(), digests.stored(event, stored.id()));
      }
    }
    List<PlannedEvent> repeated = notAdded(events);
    List<PlannedEvent> candidates = ReplacedNotifications.candidates(digests, repeated, known);
    // Before rows of notifications are locked, so that all transactions lock in the same order.
    Map<Position, UUID> ids = ids(candidates);
    ClaimedFacts facts = ClaimedFacts.claim(keys, events, claiming(connection, candidates, ids));
    added.replaceAll((_, plan) -> facts.of(plan));
    PlannedRows.insert(connection, stored(unknown));
    this.replaced =
        ReplacedNotifications.replace(connection, digests, facts.of(candidates, ids), known);
    this.replayed = PlannedRows.selectReplayed(connection, idsOfReplays(repeated));
  }

  /** Stores the events and returns the outcome of each, in the same order. */
  static List<PlanOutcome> store(
      Connection connection,
      EventDigests digests,
      BusinessKeys keys,
      Corrections corrections,
      Instant seenAt,
      List<PlannedEvent> events)
      throws SQLException {
    PlanBatch batch = new PlanBatch(connection, digests, keys, events);
    List<PlanOutcome> outcomes = events.stream().map(batch::outcome).toList();
    batch.keep(connection, outcomes);
    NotedCopies.note(connection, seenAt, batch.copies(outcomes));
    corrections.store(events, batch.storedNow());
    return outcomes;
  }

  /** The digest of one that has waited for a time has a row for the day of its planning. */
  private static boolean mayMove(PlannedEvent event) {
    return switch (event.replaces()) {
      case Replaces.Nothing _, Replaces.Deferred _ -> false;
      case Replaces.Rejected _, Replaces.Skipped _ -> true;
    };
  }

  /** The notifications of new events, and of those that may replace one, by their position. */
  private Map<Position, UUID> ids(List<PlannedEvent> candidates) {
    Map<Position, UUID> ids = HashMap.newHashMap(events.size());
    added.forEach((position, plan) -> ids.put(position, plan.id()));
    for (PlannedEvent event : candidates) {
      Known stored = known.get(event.digest());
      if (stored != null) {
        ids.put(Position.of(event), stored.notificationId());
      }
    }
    return ids;
  }

  /**
   * The notifications that may claim keys. One whose state has changed meanwhile, for example
   * because an earlier release has sent it, must not.
   */
  private Map<Position, UUID> claiming(
      Connection connection, List<PlannedEvent> candidates, Map<Position, UUID> ids)
      throws SQLException {
    List<PlannedEvent> withKey = candidates.stream().filter(event -> event.key() != null).toList();
    if (withKey.isEmpty()) {
      return ids;
    }
    Map<Position, UUID> claiming = new HashMap<>(ids);
    withKey.forEach(event -> claiming.remove(Position.of(event)));
    for (PlannedEvent event : ReplacedNotifications.inForce(connection, withKey, known)) {
      Position position = Position.of(event);
      claiming.put(position, Objects.requireNonNull(ids.get(position)));
    }
    return claiming;
  }

  private Map<Position, UUID> storedNow() {
    Map<Position, UUID> ids = HashMap.newHashMap(added.size() + replaced.size());
    added.forEach((position, plan) -> ids.put(position, plan.id()));
    replaced.forEach((position, plan) -> ids.put(position, plan.id()));
    return ids;
  }

  private static List<PlannedEvent> firstOfEach(List<PlannedEvent> events, Set<UUID> known) {
    Set<UUID> seen = new HashSet<>(known);
    return events.stream()
        .filter(event -> !(event.replaces() instanceof Replaces.Deferred))
        .filter(event -> seen.add(event.digest()))
        .toList();
  }

  private List<PlannedEvent> notAdded(List<PlannedEvent> all) {
    return all.stream().filter(event -> !added.containsKey(Position.of(event))).toList();
  }

  private List<StoredPlan> stored(List<PlannedEvent> unknown) {
    List<StoredPlan> stored = new ArrayList<>(unknown.size());
    for (PlannedEvent event : unknown) {
      StoredPlan plan = added.get(Position.of(event));
      if (plan != null) {
        stored.add(plan);
      }
    }
    return stored;
  }

  private List<UUID> idsOfReplays(List<PlannedEvent> repeated) {
    List<UUID> ids = new ArrayList<>();
    for (PlannedEvent event : repeated) {
      UUID id = idOfReplay(event);
      if (id != null && !replaced.containsKey(Position.of(event))) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The id of the notification if the event was planned from the same position; else null. */
  private @Nullable UUID idOfReplay(PlannedEvent event) {
    Known stored = known.get(event.digest());
    return stored != null && digests.isAt(stored, event) ? stored.notificationId() : null;
  }

  private PlanOutcome outcome(PlannedEvent event) {
    Position position = Position.of(event);
    StoredPlan plan = added.get(position);
    if (plan != null) {
      return new PlanOutcome(Kind.STORED, plan);
    }
    plan = replaced.get(position);
    if (plan != null) {
      return new PlanOutcome(Kind.REPLACED, plan);
    }
    UUID id = idOfReplay(event);
    plan = id == null ? null : replayed.get(id);
    return plan == null ? PlanOutcome.DUPLICATE : new PlanOutcome(Kind.REPLAYED, plan);
  }

  /** Keeps events with their notifications; those of a replay were kept when they were stored. */
  private void keep(Connection connection, List<PlanOutcome> outcomes) throws SQLException {
    List<SkippedEvents.Kept> skipped = new ArrayList<>();
    List<DeferredEvents.Kept> deferred = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      PlannedEvent event = events.get(i);
      PlannedEvent.KeptRecord record = event.kept();
      PlanOutcome outcome = outcomes.get(i);
      StoredPlan stored = outcome.stored();
      if (record == null || stored == null || outcome.kind() == Kind.REPLAYED) {
        continue;
      }
      if (record.dueAt() == null) {
        skipped.add(new SkippedEvents.Kept(record, stored));
      } else if (stored.notification().state() == NotificationState.DEFERRED) {
        deferred.add(new DeferredEvents.Kept(event, record, stored));
      }
    }
    SkippedEvents.keep(connection, skipped);
    DeferredEvents.keep(connection, deferred);
  }

  /** The dropped events that are copies of a stored one and not the stored one itself. */
  private List<NotedCopies.Copy> copies(List<PlanOutcome> outcomes) {
    List<NotedCopies.Copy> copies = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      PlannedEvent event = events.get(i);
      Known stored = known.get(event.digest());
      if (outcomes.get(i).kind() == Kind.DUPLICATE
          && stored != null
          && !digests.isAt(stored, event)) {
        copies.add(new NotedCopies.Copy(stored.notificationId(), event));
      }
    }
    return copies;
  }
}
