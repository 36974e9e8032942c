package dev.notifier.api.eventtypes;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/** Sows the kinds of events that ship; templates, which need them, come after. */
@Order(2)
final class EventTypeSeeder implements DataSeeder {
  private static final Logger LOG = LoggerFactory.getLogger(EventTypeSeeder.class);

  private final EventTypeStore store;
  private final Runnable afterwards;

  /**
   * @param afterwards publishes, without waiting for it
   */
  EventTypeSeeder(EventTypeStore store, Runnable afterwards) {
    this.store = store;
    this.afterwards = afterwards;
  }

  @Override
  public void seed() {
    int sown = store.seed(List.copyOf(ShippedEventTypes.all()));
    if (sown > 0) {
      LOG.info("{} shipped event types are in force in a new version", sown);
    }
    afterwards.run();
  }
}
