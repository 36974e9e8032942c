package dev.notifier.worker.app;

import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.worker.bind.SlotRegistry;

import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The registered slots, as they were last read: binds go on while PostgreSQL is away, and move too.
 * Thread-safe.
 */
final class CachedSlotRegistry implements SlotRegistry {
  private static final Logger log = LoggerFactory.getLogger(CachedSlotRegistry.class);

  private final BindSlotStore store;
  private volatile List<Slot> known;

  /** Reads them for the first time; fails when PostgreSQL is away. */
  CachedSlotRegistry(BindSlotStore store) {
    this.store = store;
    known = read();
  }

  @Override
  public Collection<Slot> registered() {
    try {
      known = read();
    } catch (DataAccessException e) {
      log.debug("Bind slots as they were last read: {}", e.getClass().getSimpleName());
    }
    return known;
  }

  private List<Slot> read() {
    return store.all().stream()
        .map(each -> new Slot(each.number(), each.route(), each.session()))
        .toList();
  }
}
