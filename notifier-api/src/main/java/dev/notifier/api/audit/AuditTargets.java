package dev.notifier.api.audit;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditNames;
import dev.notifier.store.audit.AuditNames.Kind;
import dev.notifier.store.audit.AuditRow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of what entries are about, as far as their reader may see them. Thread-safe. */
final class AuditTargets {
  private static final Map<Kind, Scope> SCOPES =
      new EnumMap<>(
          Map.of(
              Kind.BATCH, Scope.BATCHES_READ,
              Kind.KEY, Scope.KEYS_MANAGE,
              Kind.WEBHOOK, Scope.WEBHOOKS_MANAGE,
              Kind.TENANT, Scope.TENANTS_MANAGE,
              Kind.USER_ID, Scope.USERS_MANAGE,
              Kind.USER_NAME, Scope.USERS_MANAGE,
              Kind.JOB, Scope.JOBS_OPERATE,
              Kind.EXPORT, Scope.EXPORT,
              Kind.CANCELLATION, Scope.NOTIFICATIONS_CANCEL,
              Kind.SESSION, Scope.USERS_MANAGE));

  /** Those who manage tenants see these of all tenants. */
  private static final Set<Kind> OF_ALL_TENANTS =
      Set.of(Kind.KEY, Kind.TENANT, Kind.USER_ID, Kind.USER_NAME, Kind.SESSION);

  private final AuditNames names;

  AuditTargets(AuditNames names) {
    this.names = names;
  }

  /** The names of the targets of a page, by target; without those that no longer exist. */
  Map<AuditEntry.Target, String> of(Caller caller, List<AuditRow> rows) {
    Map<Kind, Boolean> kinds = new EnumMap<>(Kind.class);
    SCOPES.forEach((kind, scope) -> {
      if (caller.has(scope)) {
        kinds.put(kind, caller.managesTenants() && OF_ALL_TENANTS.contains(kind));
      }
    });
    Set<AuditEntry.Target> targets =
        rows.stream().map(AuditTargets::of).filter(Objects::nonNull).collect(Collectors.toSet());
    return StoreAccess.call(() -> names.find(caller.tenant(), kinds, targets));
  }

  /** The target of a row; null without one. */
  static AuditEntry.@Nullable Target of(AuditRow row) {
    String kind = row.text("target_kind");
    String id = row.text("target");
    return kind == null || id == null ? null : new AuditEntry.Target(kind, id);
  }
}
