package dev.notifier.api.recovery;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.recovery.SkippedEventStore.EventData;
import dev.notifier.store.recovery.SkippedEventStore.Selection;
import dev.notifier.store.recovery.SkippedEventStore.SkippedEvent;
import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes skipped events to their lanes again. The plan stage replaces their notifications and
 * deletes the kept events, so an event that is written twice is planned once. Each request does a
 * limited amount of work. Thread-safe.
 */
final class PlanAgainService {
  /** Events that one request looks at, whether or not they are selected. */
  static final int MAX_SCANNED = 10_000;

  /** An event has at most 64 KiB, so a chunk has at most about 6 MiB. */
  private static final int CHUNK = 100;

  /** After this time an order that was not carried out counts as lost, and can be repeated. */
  static final Duration ORDER_TIMEOUT = Duration.ofHours(1);

  private static final UUID LAST = new UUID(-1, -1);

  private final SkippedEventStore store;
  private final EventWriter writer;
  private final AuditTrail audit;
  private final QuotaCheck quotas;

  /** Whether a tenant has used its monthly quota, and events of a type are held for this. */
  @FunctionalInterface
  interface QuotaCheck {
    boolean holds(String tenant, String type);
  }

  PlanAgainService(
      SkippedEventStore store, EventWriter writer, AuditTrail audit, QuotaCheck quotas) {
    this.store = store;
    this.writer = writer;
    this.audit = audit;
    this.quotas = quotas;
  }

  /**
   * Has events planned again: those of a tenant, or of all tenants for the national one, which owns
   * the event types and routes that events are skipped for.
   *
   * @param tenant of the caller
   * @param by who orders it
   * @throws ProblemException if Kafka or PostgreSQL is unavailable; repeating the request is safe
   */
  PlanAgainDocument planAgain(String tenant, String by, PlanAgainRequest command) {
    Selection selection = command.selection();
    Instant now = StoreAccess.call(store::now);
    Found found = find(tenant, command, now);
    Long order = null;
    if (!command.dryRun() && !found.ids.isEmpty()) {
      order = addOrder(by, selection, found.ids.size());
      write(found.ids, order, now);
    }
    return new PlanAgainDocument(
        order, found.ids.size(), found.expired, found.waiting, found.overQuota, found.next);
  }

  private long addOrder(String by, Selection selection, int events) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("events", events);
    detail.put("reason", selection.reason());
    detail.put("type", selection.type());
    detail.put("from", Objects.toString(selection.from(), null));
    detail.put("to", Objects.toString(selection.to(), null));
    detail.values().removeIf(Objects::isNull);
    return StoreAccess.call(() ->
        audit.change(
            () -> store.addOrder(by, selection),
            order -> new Change(new Target("order", String.valueOf(order)), null, null, detail)));
  }

  /** The events of a request. */
  private static final class Found {
    private final List<UUID> ids = new ArrayList<>();
    private int expired;
    private int waiting;
    private int overQuota;
    private @Nullable UUID next;
  }

  private Found find(String tenant, PlanAgainRequest command, Instant now) {
    Selection selection = command.selection();
    boolean all = Tenants.isNational(tenant);
    UUID after = command.after();
    UUID from = after == null ? lowest(selection.from(), new UUID(0, 0)) : after;
    UUID to = lowest(selection.to(), LAST);
    List<SkippedEvent> page = StoreAccess.call(() -> store.page(from, to, MAX_SCANNED, true));
    Found found = new Found();
    for (SkippedEvent event : page) {
      if (isSelected(event, selection) && (all || tenant.equals(event.tenant()))) {
        if (found.ids.size() == command.limit()) {
          return found;
        }
        add(found, event, now);
      }
      found.next = event.id();
    }
    if (page.size() < MAX_SCANNED) {
      found.next = null;
    }
    return found;
  }

  private void add(Found found, SkippedEvent event, Instant now) {
    Instant expiresAt = event.expiresAt();
    Instant orderedAt = event.orderedAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      found.expired++;
    } else if (orderedAt != null && orderedAt.plus(ORDER_TIMEOUT).isAfter(now)) {
      found.waiting++;
    } else if (isHeld(event)) {
      found.overQuota++;
    } else {
      found.ids.add(event.id());
    }
  }

  private boolean isHeld(SkippedEvent event) {
    String tenant = event.tenant();
    return tenant != null && quotas.holds(tenant, event.type());
  }

  private static boolean isSelected(SkippedEvent event, Selection selection) {
    return (selection.reason() == null || selection.reason().equals(event.reason()))
        && (selection.type() == null || selection.type().equals(event.type()));
  }

  /** Ids begin with the time; one before 1970 or after the year 10889 has no id. */
  private static UUID lowest(@Nullable Instant time, UUID otherwise) {
    if (time == null) {
      return otherwise;
    }
    if (time.isBefore(Instant.EPOCH)) {
      return new UUID(0, 0);
    }
    return time.isAfter(Instant.ofEpochMilli((1L << 48) - 1)) ? LAST : SweepStore.lowestId(time);
  }

  private void write(List<UUID> ids, long order, Instant now) {
    int written = 0;
    try {
      for (int start = 0; start < ids.size(); start += CHUNK) {
        List<UUID> chunk = ids.subList(start, Math.min(ids.size(), start + CHUNK));
        List<EventData> events = StoreAccess.call(() -> store.records(chunk));
        StoreAccess.call(() -> store.markOrdered(chunk, now));
        Set<UUID> confirmed = writer.write(events, order);
        written += confirmed.size();
        if (confirmed.size() < events.size()) {
          List<UUID> others = chunk.stream().filter(id -> !confirmed.contains(id)).toList();
          StoreAccess.call(() -> store.markOrdered(others, null));
          throw new ProblemException(ErrorCode.KAFKA_UNAVAILABLE);
        }
      }
    } finally {
      int events = written;
      StoreAccess.call(() -> store.finishOrder(order, events));
    }
  }
}
