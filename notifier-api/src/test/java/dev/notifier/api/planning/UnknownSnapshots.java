package dev.notifier.api.planning;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.identity.BodyDigest;
import dev.notifier.templates.ReplyPlaceholders;
import java.util.Set;

/** Neither routes nor templates are known, so only expired events are refused. */
public final class UnknownSnapshots {
  /** Of no interest to these tests. */
  public static final BodyDigest DIGEST = new BodyDigest(new byte[] {1});

  private UnknownSnapshots() {}

  public static RefusalChecks of(EventTypeRegistry types) {
    return new RefusalChecks(
        types,
        new RouteSnapshot(Set.of(), "", ReplyPlaceholders.NONE),
        new TemplateCatalogCache(),
        _ -> {});
  }
}
