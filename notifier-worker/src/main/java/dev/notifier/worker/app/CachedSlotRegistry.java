package dev.notifier.worker.app;

import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.worker.bind.SlotRegistry;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Caches the registered slots, so that binds continue and can move to another worker while
 * PostgreSQL is unavailable. Thread-safe.
 */
final class CachedSlotRegistry implements SlotRegistry {
  private static final Logger log = LoggerFactory.getLogger(CachedSlotRegistry.class);

  private final BindSlotStore store;
  private volatile List<Slot> cached;

  /** Reads the slots; fails if PostgreSQL is unavailable. */
  CachedSlotRegistry(BindSlotStore store) {
    this.store = store;
    cached = read();
  }

  @Override
  public Collection<Slot> registered() {
    try {
      cached = read();
    } catch (DataAccessException e) {
      log.debug(
          "Cannot read the bind slots, using those read last: {}", e.getClass().getSimpleName());
    }
    return cached;
  }

  private List<Slot> read() {
    return store.all().stream()
        .map(each -> new Slot(each.number(), each.route(), each.session()))
        .toList();
  }
}
