package dev.notifier.store.routes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Assigns the sessions of routes to slots, the partitions of the binds topic. Thread-safe. */
public final class BindSlotStore {
  /** An advisory lock that nothing else in this database uses. */
  private static final long LOCK = 0x6E6F7469_62696E64L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public BindSlotStore(DataSource dataSource) {
    jdbc = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /**
   * A slot of a session.
   *
   * @param session from 0
   */
  public record Slot(int number, String route, int session) {}

  /** Returns all slots, by number. */
  public List<Slot> all() {
    return jdbc.sql("select slot, route, session from bind_slots order by slot")
        .query(
            (row, n) -> new Slot(row.getInt("slot"), row.getString("route"), row.getInt("session")))
        .list();
  }

  /**
   * Assigns a free slot to each session of a route that has none: the lowest, so that the binds
   * topic needs as few partitions as possible. A slot is never released, because its journal
   * belongs to it permanently.
   *
   * @param slots the limit of all slots, at most {@link
   *     dev.notifier.contracts.Topics#MAX_BIND_SLOTS}
   * @throws IllegalStateException if there is no free slot; the message says what to do
   */
  public void register(String route, int sessions, int slots) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
      Set<Integer> taken = new HashSet<>();
      Set<Integer> registered = new HashSet<>();
      for (Slot slot : all()) {
        taken.add(slot.number());
        if (slot.route().equals(route)) {
          registered.add(slot.session());
        }
      }
      for (int session = 0; session < sessions; session++) {
        if (!registered.contains(session)) {
          insert(lowestFree(taken, slots), route, session);
        }
      }
    });
  }

  private void insert(int number, String route, int session) {
    jdbc.sql("insert into bind_slots (slot, route, session) values (:slot, :route, :session)")
        .param("slot", number)
        .param("route", route)
        .param("session", session)
        .update();
  }

  /** Returns the lowest free number, which is taken from now on. */
  private static int lowestFree(Set<Integer> taken, int slots) {
    for (int candidate = 0; candidate < slots; candidate++) {
      if (taken.add(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException(
        "all "
            + slots
            + " bind slots are in use, some of them perhaps by routes that no longer exist; use the"
            + " name of such a route again, or reduce the sessions of a route before it gets its"
            + " slots");
  }
}
