package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.store.Database;
import dev.notifier.store.cluster.KafkaClusterStore;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Checks that Kafka and PostgreSQL belong together. Thread-safe. */
final class KafkaClusterCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClusterCheck.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final KafkaClients clients;
  private final KafkaClusterStore store;
  private final String accepted;

  /** One for the whole program, so that a setting without effect is reported once. */
  KafkaClusterCheck(
      NotifierConfig config, Database database, KafkaClients clients, InstantSource clock) {
    this.clients = clients;
    store = new KafkaClusterStore(database.dataSource(), clock);
    accepted = config.postgres().acceptKafkaCluster();
  }

  /**
   * Checks at once, if both are available. If not, the pipeline checks before it starts.
   *
   * @throws dev.notifier.store.cluster.OtherKafkaClusterException if they do not belong together
   */
  void atStart() {
    try {
      KafkaIdentity.ask(clients, START_TIMEOUT).ifPresent(this::verify);
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("PostgreSQL is unavailable; the pipeline checks its cluster later", e);
    }
  }

  /**
   * Checks before and after the pipeline creates its topics.
   *
   * @throws dev.notifier.store.cluster.OtherKafkaClusterException if they do not belong together
   * @throws IllegalStateException if Kafka does not respond
   */
  void verify(Admin admin) {
    verify(
        KafkaIdentity.ask(admin, TIMEOUT)
            .orElseThrow(() -> new IllegalStateException("Kafka does not respond")));
  }

  private void verify(KafkaIdentity identity) {
    store.verify(identity.clusterId(), identity.topicId(), accepted);
  }
}
