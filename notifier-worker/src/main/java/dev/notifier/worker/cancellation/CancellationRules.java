package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force at one time. A message is compared with the filters of its tenant that have
 * its source, or none, of which there are some hundred at most, and looked up once among all single
 * events. An event takes 12 bytes. Immutable.
 */
public final class CancellationRules {
  /** No rules. */
  public static final CancellationRules NONE = of(List.of());

  /** By the digest of the tenant. */
  private final Map<Long, TenantFilters> filters;

  private final CancelledEvents events;
  private final int number;

  private CancellationRules(Map<Long, TenantFilters> filters, CancelledEvents events, int number) {
    this.filters = filters;
    this.events = events;
    this.number = number;
  }

  static CancellationRules of(Collection<CancellationRecord> records) {
    Map<Long, TenantFilters> filters = new HashMap<>();
    List<CancellationRecord> lists = new ArrayList<>();
    for (CancellationRecord record : records) {
      if (record.filter() == null) {
        lists.add(record);
      } else {
        MessageFilter filter = MessageFilter.of(record);
        filters.computeIfAbsent(filter.tenant(), _ -> new TenantFilters()).add(filter);
      }
    }
    return new CancellationRules(filters, CancelledEvents.of(lists), records.size());
  }

  /**
   * The rule that cancels a message; null if none does.
   *
   * @param template the id of the message's template; null if none is selected
   */
  public @Nullable UUID match(MessageOrigin origin, @Nullable String template) {
    if (number == 0) {
      return null;
    }
    TenantFilters ofTenant = filters.get(origin.tenant());
    UUID rule = ofTenant == null ? null : ofTenant.match(origin, template);
    return rule == null ? events.match(origin) : rule;
  }

  /** How many rules there are. */
  public int number() {
    return number;
  }
}
