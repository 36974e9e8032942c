package dev.notifier.api.audit;

import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Origin;
import dev.notifier.store.audit.AuditEntry.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is counted for one minute instead of being written each time. Immutable. */
record Counted(
    Instant minute,
    String operation,
    Outcome outcome,
    String tenant,
    Actor actor,
    @Nullable String reason,
    @Nullable String network,
    @Nullable String scope) {
  /** Instead of what differs, when there is too much of it. */
  static final String OTHER = "other";

  /** Everything of its operation and minute. The tenant is that of the system, so these are few. */
  Counted other() {
    return new Counted(
        minute,
        operation,
        outcome,
        Tenants.NATIONAL,
        new Actor(OTHER, ActorKind.UNKNOWN),
        OTHER,
        OTHER,
        null);
  }

  /** The same with {@link #OTHER} in place of the actor. */
  Counted ofAnyActor() {
    return new Counted(
        minute,
        operation,
        outcome,
        tenant,
        new Actor(OTHER, ActorKind.UNKNOWN),
        reason,
        network,
        scope);
  }

  AuditEntry entry(int count) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("minute", minute.toString());
    detail.put("count", count);
    if (scope != null) {
      detail.put("scope", scope);
    }
    return new AuditEntry(
        tenant,
        actor,
        operation,
        outcome,
        null,
        null,
        reason,
        network == null ? null : new Origin(null, network),
        detail,
        List.of());
  }
}
