package dev.notifier.api.app;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.store.cluster.KafkaClusterStore;
import dev.notifier.store.cluster.OtherKafkaClusterException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Stops the application when PostgreSQL belongs to another Kafka cluster. Either may be unavailable
 * at the start, so the check is repeated when it becomes available. Thread-safe.
 */
final class KafkaClusterGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClusterGuard.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final KafkaClusterStore store;
  private final KafkaClients clients;
  private final String accepted;
  private final Runnable stop;

  /**
   * @param accepted the id of the cluster that an operator accepts; empty if none
   * @param stop stops the running application without waiting for it
   */
  KafkaClusterGuard(KafkaClusterStore store, KafkaClients clients, String accepted, Runnable stop) {
    this.store = store;
    this.clients = clients;
    this.accepted = accepted;
    this.stop = stop;
  }

  /**
   * Checks before the application accepts requests.
   *
   * @throws OtherKafkaClusterException if Kafka and PostgreSQL do not belong together
   */
  void checkAtStart() {
    KafkaIdentity.ask(clients, TIMEOUT).ifPresent(this::verify);
  }

  /**
   * Checks while the application runs, and stops it if Kafka and PostgreSQL do not belong together.
   *
   * @throws OtherKafkaClusterException if it was stopped
   */
  void check(Admin admin) {
    KafkaIdentity.ask(admin, TIMEOUT).ifPresent(this::verifyOrStop);
  }

  /** Like {@link #check(Admin)}, with a client of its own. */
  void check() {
    KafkaIdentity.ask(clients, TIMEOUT).ifPresent(this::verifyOrStop);
  }

  private void verifyOrStop(KafkaIdentity identity) {
    try {
      verify(identity);
    } catch (OtherKafkaClusterException e) {
      LOG.error("{}", e.getMessage());
      stop.run();
      throw e;
    }
  }

  private void verify(KafkaIdentity identity) {
    try {
      store.verify(identity.clusterId(), identity.topicId(), accepted);
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("PostgreSQL is unavailable; its cluster is checked later", e);
    }
  }
}
