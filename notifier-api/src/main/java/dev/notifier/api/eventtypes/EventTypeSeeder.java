package dev.notifier.api.eventtypes;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/** Seeds the shipped event types, after the templates. */
@Order(2)
final class EventTypeSeeder implements DataSeeder {
  private static final Logger LOG = LoggerFactory.getLogger(EventTypeSeeder.class);

  private final EventTypeStore store;
  private final Runnable publish;

  /**
   * @param publish starts the publication, without waiting for it
   */
  EventTypeSeeder(EventTypeStore store, Runnable publish) {
    this.store = store;
    this.publish = publish;
  }

  @Override
  public void seed() {
    int seeded = store.seed(List.copyOf(ShippedEventTypes.all()));
    if (seeded > 0) {
      LOG.info("Put a new version of {} shipped event types into force", seeded);
    }
    publish.run();
  }
}
