package dev.notifier.api.statuses;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.feed.FeedEvent;
import dev.notifier.contracts.feed.StatusEvent;
import dev.notifier.store.lookup.LookupKey;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationLookup.Planned;
import dev.notifier.store.lookup.StoredNotification;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds numbers and texts to a page, as they are stored now: what was erased or deleted is missing.
 * Texts with secrets are hidden. Thread-safe.
 */
final class PersonalDetails {
  private static final String OPERATION = "getStatuses";

  private final NotificationLookup lookup;
  private final LookupAudit audit;

  PersonalDetails(NotificationLookup lookup, LookupAudit audit) {
    this.lookup = lookup;
    this.audit = audit;
  }

  /** The events with personal data. All are read at once, and the audit knows what is shown. */
  List<FeedEvent> addTo(List<FeedEvent> events, HttpServletRequest request) {
    if (events.isEmpty()) {
      return events;
    }
    String tenant = Caller.of(request).tenant();
    Map<UUID, StoredNotification> found = find(tenant, events);
    audit.shown(
        request,
        OPERATION,
        tenant,
        found.values().stream()
            .map(each -> new LookupAudit.Shown(each.id(), each.phone()))
            .toList());
    return events.stream().map(each -> with(each, found)).toList();
  }

  private Map<UUID, StoredNotification> find(String tenant, List<FeedEvent> events) {
    List<LookupKey> keys =
        events.stream()
            .filter(StatusEvent.class::isInstance)
            .map(StatusEvent.class::cast)
            .map(each -> each.data().notificationId())
            .distinct()
            .map(id -> new LookupKey(id, null, null))
            .toList();
    Map<UUID, StoredNotification> found = new HashMap<>();
    for (Planned planned : StoreAccess.call(() -> lookup.findAll(tenant, keys))) {
      StoredNotification stored = planned == null ? null : planned.notification();
      if (stored != null) {
        found.put(stored.id(), stored);
      }
    }
    return found;
  }

  private static FeedEvent with(FeedEvent event, Map<UUID, StoredNotification> found) {
    return event instanceof StatusEvent status
        ? with(status, found.get(status.data().notificationId()))
        : event;
  }

  private static StatusEvent with(StatusEvent event, @Nullable StoredNotification stored) {
    return stored == null
        ? event
        : event.withPersonalData(
            stored.phone(), stored.message() == null ? null : stored.message().text());
  }
}
