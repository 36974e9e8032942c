package dev.notifier.api.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;

/** Loads the event types from the store, so that they are known while Kafka is unavailable. */
public final class EventTypeStoreLoader {
  private final EventTypeStore store;
  private final EventTypeRegistry registry;

  EventTypeStoreLoader(EventTypeStore store, EventTypeRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  /** See {@link EventTypeStore#raiseVersion}. */
  public boolean raiseVersion(EventTypeRecord stored, int published) {
    return store.raiseVersion(stored, published);
  }

  /**
   * Loads and returns all event types.
   *
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  public List<EventTypeRecord> all() {
    List<EventTypeRecord> all = store.all();
    registry.learn(all);
    registry.complete();
    return all;
  }
}
