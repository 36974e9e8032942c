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

/** Checks that Kafka and PostgreSQL belong together. */
final class KafkaClusterCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClusterCheck.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private KafkaClusterCheck() {}

  /**
   * Checks at once, if both are available. If not, the pipeline checks before it starts.
   *
   * @throws dev.notifier.store.cluster.OtherKafkaClusterException if they do not belong together
   */
  static void atStart(
      NotifierConfig config, Database database, KafkaClients clients, InstantSource clock) {
    Admin admin = clients.admin("cluster", START_TIMEOUT);
    try {
      KafkaIdentity.ask(admin, START_TIMEOUT)
          .ifPresent(identity -> verify(config, database, clock, identity));
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("PostgreSQL is unavailable; the pipeline checks its cluster later", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Checks before and after the pipeline creates its topics.
   *
   * @throws dev.notifier.store.cluster.OtherKafkaClusterException if they do not belong together
   * @throws IllegalStateException if Kafka does not respond
   */
  static void verify(WorkerDependencies dependencies, Admin admin) {
    KafkaIdentity identity =
        KafkaIdentity.ask(admin, TIMEOUT)
            .orElseThrow(() -> new IllegalStateException("Kafka does not respond"));
    verify(dependencies.config(), dependencies.database(), dependencies.clock(), identity);
  }

  private static void verify(
      NotifierConfig config, Database database, InstantSource clock, KafkaIdentity identity) {
    new KafkaClusterStore(database.dataSource(), clock)
        .verify(identity.clusterId(), identity.topicId(), config.postgres().acceptKafkaCluster());
  }
}
