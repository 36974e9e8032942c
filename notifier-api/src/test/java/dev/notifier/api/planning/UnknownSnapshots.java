package dev.notifier.api.planning;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import java.util.Set;

/** Neither routes nor templates are known, so only expired events are refused. */
public final class UnknownSnapshots {
  private UnknownSnapshots() {}

  public static RefusalChecks of(EventTypeRegistry types) {
    return new RefusalChecks(
        types, new RouteSnapshot(Set.of(), ""), new TemplateCatalogCache(), _ -> {});
  }
}
