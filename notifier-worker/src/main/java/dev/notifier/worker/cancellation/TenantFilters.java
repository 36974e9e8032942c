package dev.notifier.worker.cancellation;

import dev.notifier.contracts.origin.MessageOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a tenant. Each cancelled batch has one with its source, so those with a source are
 * found by it, and a message is compared with few of them. Not changed after it was filled.
 */
final class TenantFilters {
  /** By the digest of the source; {@link MessageOrigin#NONE} for those of any source. */
  private final Map<Long, List<MessageFilter>> bySource = new HashMap<>();

  void add(MessageFilter filter) {
    bySource.computeIfAbsent(filter.source(), _ -> new ArrayList<>(1)).add(filter);
  }

  /** The rule that cancels a message; null if none does. */
  @Nullable UUID match(MessageOrigin origin, @Nullable String template) {
    UUID rule = match(compared(origin.source()), origin, template);
    return rule == null ? match(compared(MessageOrigin.NONE), origin, template) : rule;
  }

  /** Those with which a message of a source is compared, without those of any source. */
  List<MessageFilter> compared(long source) {
    return bySource.getOrDefault(source, List.of());
  }

  private static @Nullable UUID match(
      List<MessageFilter> filters, MessageOrigin origin, @Nullable String template) {
    for (MessageFilter filter : filters) {
      if (filter.matches(origin, template)) {
        return filter.rule();
      }
    }
    return null;
  }
}
