package dev.notifier.store.people;

import dev.notifier.store.JsonText;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.store.people.PersonalData.Erasure;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins erasures: what can be erased is erased at once, the rest by a job. Thread-safe. */
public final class ErasureOrders {
  private final JdbcTemplate jdbc;
  private final JobStore jobs;
  private final PersonalData data;
  private final TransactionTemplate transaction;

  public ErasureOrders(DataSource dataSource, PersonalData data) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jobs = new JobStore(dataSource);
    this.data = data;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * What was done at once.
   *
   * @param job the id of the job that erases the rest
   */
  public record Begun(UUID job, Erasure erasure) {}

  /**
   * Begins an erasure. The job and the first rows are saved together.
   *
   * @param by who orders it
   * @param maxRows the most rows of each store that are erased at once
   */
  public Begun begin(ErasureOrder order, String by, int maxRows) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          Erasure erasure = data.erase(order.person(), order.acceptedUntil(), maxRows);
          return new Begun(add(order, by), erasure);
        }));
  }

  /**
   * Orders an erasure. If one of the same person is open and no worker is at it, it is used, and
   * includes what was accepted until now.
   *
   * @param by who orders it
   * @return the id of the job
   */
  UUID add(ErasureOrder order, String by) {
    Person person = order.person();
    List<UUID> open =
        jdbc.query(
            """
            update jobs set payload = ?::jsonb
            where id = (
              select id from jobs
              where kind = ? and state in ('waiting', 'running') and lease_owner is null
                and tenant = ? and payload ->> ? = ?
              order by id limit 1 for update)
            returning id
            """,
            (row, _) -> row.getObject(1, UUID.class),
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
