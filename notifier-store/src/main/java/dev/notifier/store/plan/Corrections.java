package dev.notifier.store.plan;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancellationStore.Limits;
import dev.notifier.store.cancellation.NewCancellation;
import dev.notifier.store.lookup.DigestLookup;
import dev.notifier.store.lookup.NotificationNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Stores which events of a batch correct others, and cancels the others if no carrier has them: a
 * cancellation of their tenant with a list of events, in the transaction of the batch.
 */
final class Corrections {
  private static final Logger log = LoggerFactory.getLogger(Corrections.class);

  /** Those of plan leave places for those that people make. */
  private static final Limits LIMITS =
      new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 4_000, 150_000);

  private static final Set<NotificationState> WAITING =
      EnumSet.of(NotificationState.ACCEPTED, NotificationState.DEFERRED, NotificationState.PLANNED);

  private static final String REASON = "Superseded by later events";
  private static final String BY = "notifier";

  private final Connection connection;
  private final SingleConnectionDataSource database;
  private final Instant now;
  private final Duration kept;

  /**
   * @param now by PostgreSQL's clock
   * @param kept how long a cancellation is in force at least
   */
  Corrections(Connection connection, Instant now, Duration kept) {
    this.connection = connection;
    this.database = new SingleConnectionDataSource(connection, true);
    this.now = now;
    this.kept = kept;
  }

  /**
   * An event that corrects another one.
   *
   * @param id its notification
   */
  private record Correction(PlannedEvent event, UUID id, UUID first) {}

  /**
   * Stores the corrections of a batch.
   *
   * @param ids the notifications of the events that were stored now, by their position
   */
  void store(List<PlannedEvent> events, Map<Position, UUID> ids) throws SQLException {
    try {
      storeAll(events, ids);
    } catch (DataAccessException e) {
      // So that the batch is repeated as after a failure of the other statements.
      if (e.getRootCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void storeAll(List<PlannedEvent> events, Map<Position, UUID> ids) throws SQLException {
    Map<UUID, PlannedEvent> correcting = new LinkedHashMap<>();
    Set<UUID> superseded = new HashSet<>();
    for (PlannedEvent event : events) {
      UUID id = ids.get(Position.of(event));
      if (event.supersedes() != null && id != null) {
        correcting.put(id, event);
        superseded.add(event.supersedes());
      }
    }
    if (correcting.isEmpty()) {
      return;
    }
    Map<UUID, UUID> found = new DigestLookup(database, () -> now).find(superseded);
    List<Correction> known = new ArrayList<>();
    Map<UUID, String> notes = new HashMap<>();
    correcting.forEach((id, event) -> {
      UUID first = found.get(event.supersedes());
      if (first == null || first.equals(id)) {
        notes.put(id, NotificationNote.supersedesUnknown(now));
      } else {
        known.add(new Correction(event, id, first));
      }
    });
    supersede(known, notes);
    addNotes(notes);
  }

  private void supersede(List<Correction> known, Map<UUID, String> notes) throws SQLException {
    Set<UUID> marked = setSupersedes(known);
    List<Correction> corrections =
        known.stream().filter(correction -> marked.contains(correction.id())).toList();
    if (corrections.isEmpty()) {
      return;
    }
    Set<UUID> waiting = lockWaiting(corrections);
    Map<String, Set<UUID>> cancelled = new TreeMap<>();
    for (Correction correction : corrections) {
      notes.put(correction.first(), NotificationNote.superseded(now, correction.id()));
      if (waiting.contains(correction.first())) {
        cancelled
            .computeIfAbsent(
                correction.event().notification().event().tenant(), _ -> new HashSet<>())
            .add(Objects.requireNonNull(correction.event().supersedes()));
      }
    }
    cancelled.forEach(this::cancel);
  }

  /** Returns those that did not correct the same one before, when they were planned first. */
  private Set<UUID> setSupersedes(List<Correction> corrections) throws SQLException {
    Set<UUID> marked = new HashSet<>();
    if (corrections.isEmpty()) {
      return marked;
    }
    try (PreparedStatement update = connection.prepareStatement(PlanSql.SET_SUPERSEDES)) {
      new PlanColumns<>(update, corrections)
          .uuids(Correction::id)
          .uuids(Correction::first)
          .ids(corrections.stream().map(Correction::id).toList());
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          marked.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return marked;
  }

  /** The corrected notifications that no carrier has. */
  private Set<UUID> lockWaiting(List<Correction> corrections) throws SQLException {
    Set<UUID> waiting = new HashSet<>();
    try (PreparedStatement lock = connection.prepareStatement(PlanSql.LOCK_SUPERSEDED)) {
      new PlanColumns<>(lock, corrections)
          .ids(corrections.stream().map(Correction::first).distinct().toList());
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          if (WAITING.contains(NotificationState.of(rows.getString(2)))) {
            waiting.add(rows.getObject(1, UUID.class));
          }
        }
      }
    }
    return waiting;
  }

  /** The workers publish the rule with its job; submit asks it before each message. */
  private void cancel(String tenant, Set<UUID> events) {
    NewCancellation cancellation =
        new NewCancellation(tenant, null, List.copyOf(events), REASON, BY, now, now.plus(kept));
    if (new CancellationStore(database).insert(cancellation, LIMITS).isEmpty()) {
      log.warn(
          "{} messages of the tenant {} are sent although other events supersede them: too many"
              + " cancellations are in force. See docs/scheduling.md#corrections",
          events.size(),
          tenant);
    }
  }

  private void addNotes(Map<UUID, String> notes) throws SQLException {
    if (notes.isEmpty()) {
      return;
    }
    List<Map.Entry<UUID, String>> rows = List.copyOf(new TreeMap<>(notes).entrySet());
    try (PreparedStatement update = connection.prepareStatement(PlanSql.ADD_NOTES)) {
      new PlanColumns<>(update, rows)
          .uuids(Map.Entry::getKey)
          .texts(Map.Entry::getValue)
          .ids(notes.keySet())
          .value(NotedCopies.MAX_NOTES);
      update.executeUpdate();
    }
  }
}
