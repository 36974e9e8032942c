package dev.notifier.api.people;

import dev.notifier.store.people.ErasureOrder;
import dev.notifier.store.people.ErasureOrders;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.PersonalData.Erasure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases what can be erased now, and orders the erasure of the rest. Thread-safe. */
final class PersonErasures {
  /** The most rows of each kind that a request erases; the job continues. */
  static final int MAX_ROWS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PersonErasures.class);

  private final PersonalData data;
  private final ErasureOrders orders;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  PersonErasures(DataSource dataSource, PersonalData data, InstantSource clock) {
    this.data = data;
    this.orders = new ErasureOrders(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /** Erases the data of a person; the order and the first rows are saved together. */
  ErasureDocument erase(Person person, String caller) {
    Instant now = clock.instant();
    ErasureOrder order = new ErasureOrder(person.tenant(), person.phone(), person.personRef(), now);
    ErasureDocument document =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              Erasure erasure = data.erase(person, now, MAX_ROWS);
              UUID job = orders.add(order, caller);
              LOG.info(
                  "{} erased the data of a recipient: {} rows now, the rest by the job {}",
                  caller,
                  erasure.rows(),
                  job);
              return ErasureDocument.of(job, erasure);
            }));
    return document;
  }
}
