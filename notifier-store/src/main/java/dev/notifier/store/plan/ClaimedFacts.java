package dev.notifier.store.plan;

import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.keys.BusinessKeys;
import dev.notifier.store.keys.FirstMessage;
import dev.notifier.store.keys.KeyClaim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Which events of a batch are not sent because their recipients have a message about the fact.
 *
 * @param duplicates the messages that were first, by the notifications that are not sent
 */
record ClaimedFacts(Map<UUID, FirstMessage> duplicates) {
  /**
   * Claims the keys of all events that are sent.
   *
   * @param ids the notifications of the events that are stored now, by their position
   */
  static ClaimedFacts claim(BusinessKeys keys, List<PlannedEvent> events, Map<Position, UUID> ids)
      throws SQLException {
    List<KeyClaim> claims = new ArrayList<>();
    for (PlannedEvent event : events) {
      BusinessKey key = event.key();
      UUID id = ids.get(Position.of(event));
      if (key != null && id != null && event.notification().isSent()) {
        claims.add(
            new KeyClaim(
                key, id, event.notification().event().tenant(), event.supersedes() != null));
      }
    }
    return new ClaimedFacts(keys.claim(claims));
  }

  /** What is stored of a new event. */
  StoredPlan of(StoredPlan planned) {
    return new StoredPlan(planned.id(), of(planned.id(), planned.notification()));
  }

  /** The events that may replace notifications, as they are stored. */
  List<PlannedEvent> of(List<PlannedEvent> events, Map<Position, UUID> ids) {
    return events.stream()
        .map(event -> {
          UUID id = Objects.requireNonNull(ids.get(Position.of(event)));
          return event.with(of(id, event.notification()));
        })
        .toList();
  }

  private PlannedNotification of(UUID id, PlannedNotification planned) {
    FirstMessage first = duplicates.get(id);
    return first == null
        ? planned
        : planned.asDuplicate(first.describedTo(planned.event().tenant()));
  }
}
