package dev.notifier.api.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;

/** Learns the kinds of events from the store, so that they are known before Kafka is there. */
public final class EventTypeStoreLoader {
  private final EventTypeStore store;
  private final EventTypeRegistry types;

  EventTypeStoreLoader(EventTypeStore store, EventTypeRegistry types) {
    this.store = store;
    this.types = types;
  }

  /**
   * All of them.
   *
   * @throws org.springframework.dao.DataAccessException when PostgreSQL is away
   */
  public List<EventTypeRecord> all() {
    List<EventTypeRecord> all = store.all();
    types.learn(all);
    types.complete();
    return all;
  }
}
