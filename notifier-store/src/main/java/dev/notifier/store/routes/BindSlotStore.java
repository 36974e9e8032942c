package dev.notifier.store.routes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which partition of the binds topic stands for which session of which route. Thread-safe. */
public final class BindSlotStore {
  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x6E6F7469_62696E64L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public BindSlotStore(DataSource dataSource) {
    jdbc = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /**
   * A registered slot.
   *
   * @param session from 0
   */
  public record Slot(int number, String route, int session) {}

  /** All slots. */
  public List<Slot> all() {
    return jdbc.sql("select slot, route, session from bind_slots order by slot")
        .query(
            (row, n) -> new Slot(row.getInt("slot"), row.getString("route"), row.getInt("session")))
        .list();
  }

  /**
   * Gives each session of a route that has no slot yet the first free one. Slots are never taken
   * back: a journal belongs to its slot for ever.
   *
   * @throws IllegalStateException when all slots are given; the message says what to do
   */
  public void register(String route, int sessions, int slots) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
      for (int session = 0; session < sessions; session++) {
        registerOne(route, session, slots);
      }
    });
  }

  /**
   * The order in which slots are given: the one that is farthest from those given. Workers share
   * the slots out in ranges, so neighbours in number would mostly fall to one worker.
   */
  private static List<Integer> inOrder(int slots) {
    return IntStream.range(0, slots)
        .boxed()
        .sorted(Comparator.comparingInt(slot -> Integer.reverse(slot) >>> 1))
        .toList();
  }

  private void registerOne(String route, int session, int slots) {
    List<Slot> taken = all();
    if (taken.stream().anyMatch(each -> each.route().equals(route) && each.session() == session)) {
      return;
    }
    for (int candidate : inOrder(slots)) {
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
        "All " + slots + " bind slots are given; lower the sessions of a route or remove one");
  }
}
