package dev.notifier.store.people;

import dev.notifier.store.JsonText;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Adds the jobs of erasures. Thread-safe; calls take part in the transaction of the caller. */
public final class ErasureOrders {
  private final JdbcTemplate jdbc;
  private final JobStore jobs;

  public ErasureOrders(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jobs = new JobStore(dataSource);
  }

  /**
   * Orders an erasure. If one of the same person is open, it is used, and includes what was
   * accepted until now.
   *
   * @param by who orders it
   * @return the id of the job
   */
  public UUID add(ErasureOrder order, String by) {
    Person person = order.person();
    List<UUID> open =
        jdbc.queryForList(
            """
            update jobs set payload = ?::jsonb
            where id = (
              select id from jobs
              where kind = ? and state in ('waiting', 'running') and tenant = ? and payload ->> ? = ?
              order by id limit 1 for update)
            returning id
            """,
            UUID.class,
            JsonText.write(order),
            ErasureOrder.KIND,
            person.tenant(),
            person.field(),
            person.key());
    return open.isEmpty()
        ? jobs.add(new NewJob(person.tenant(), ErasureOrder.KIND, order, null, by))
        : open.getFirst();
  }
}
