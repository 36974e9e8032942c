package dev.notifier.store.inbound;

import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs what stores a batch of messages, completely or not at all. Thread-safe. */
public final class InboundTransaction {
  private final TransactionTemplate transaction;

  public InboundTransaction(DataSource dataSource) {
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * Runs an action in a transaction.
   *
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable or refuses it
   */
  public <T> T run(Supplier<T> action) {
    return Objects.requireNonNull(transaction.execute(_ -> action.get()));
  }
}
