package dev.notifier.store.routes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
   * Assigns a free slot to each session of a route that has none. A slot is never released, because
   * its journal belongs to it permanently.
   *
   * @throws IllegalStateException if there is no free slot; the message says what to do
   */
  public void register(String route, int sessions, int slots) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
      for (int session = 0; session < sessions; session++) {
        registerSession(route, session, slots);
      }
    });
  }

  /**
   * Returns the slots in the order of their assignment: each one is far from those before. Workers
   * get ranges of slots, so adjacent slots would mostly belong to the same worker.
   */
  private static List<Integer> assignmentOrder(int slots) {
    return IntStream.range(0, slots)
        .boxed()
        .sorted(Comparator.comparingInt(slot -> Integer.reverse(slot) >>> 1))
        .toList();
  }

  private void registerSession(String route, int session, int slots) {
    List<Slot> taken = all();
    if (taken.stream().anyMatch(each -> each.route().equals(route) && each.session() == session)) {
      return;
    }
    for (int candidate : assignmentOrder(slots)) {
      if (taken.stream().noneMatch(each -> each.number() == candidate)) {
        jdbc.sql("insert into bind_slots (slot, route, session) values (:slot, :route, :session)")
            .param("slot", candidate)
            .param("route", route)
            .param("session", session)
            .update();
        return;
      }
    }
    throw new IllegalStateException(
        "All " + slots + " bind slots are in use; reduce the sessions of a route or remove one");
  }
}
