package dev.notifier.store.cluster;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses a Kafka cluster that does not belong to this database. Queue positions, binds and states
 * refer to one cluster; with another one, messages would be lost or sent twice. Thread-safe.
 */
public final class KafkaClusterStore {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClusterStore.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  /** Whether the accepted cluster was used or reported: each program checks several times. */
  private final AtomicBoolean acceptanceHandled = new AtomicBoolean();

  public KafkaClusterStore(DataSource dataSource, InstantSource clock) {
    jdbc = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * Checks that the cluster is the one of this database. The first cluster becomes the one of this
   * database. Does nothing before the schema was migrated.
   *
   * @param topicId the id of {@code notifier.event-types}; empty if there is no such topic
   * @param accepted what an operator accepts, as the message of the exception names it; empty if
   *     nothing. It is used once: what it accepted is recorded. One without effect is logged once
   * @throws OtherKafkaClusterException if the cluster is another one, or has lost its topics
   * @throws org.springframework.dao.DataAccessException if the database is unavailable
   */
  public void verify(String clusterId, String topicId, String accepted) {
    transaction.executeWithoutResult(_ -> {
      if (!isMigrated()) {
        return;
      }
      boolean used = !claim(clusterId, topicId) && compare(clusterId, topicId, accepted);
      if (!accepted.isEmpty() && !acceptanceHandled.getAndSet(true) && !used) {
        LOG.warn(
            "{} is set, but has no effect: the database already belongs to this Kafka cluster."
                + " Remove it",
            OtherKafkaClusterException.ACCEPT);
      }
    });
  }

  /**
   * Checks the same without recording anything and without accepting anything.
   *
   * @throws OtherKafkaClusterException if the database belongs to another cluster, or to topics
   *     that this one has lost
   * @throws org.springframework.dao.DataAccessException if the database is unavailable
   */
  public void check(String clusterId, String topicId) {
    if (isMigrated()) {
      recorded("")
          .filter(recorded -> !recorded.isOf(clusterId, topicId))
          .ifPresent(recorded -> {
            throw recorded.refusal(clusterId);
          });
    }
  }

  private boolean isMigrated() {
    return jdbc.sql("select to_regclass('kafka_cluster') is not null")
        .query(Boolean.class)
        .single();
  }

  /** Returns whether this is the first cluster. */
  private boolean claim(String clusterId, String topicId) {
    return jdbc.sql(
                """
                insert into kafka_cluster (cluster_id, topic_id, since)
                values (:cluster, nullif(:topic, ''), :now) on conflict do nothing
                """)
            .param("cluster", clusterId)
            .param("topic", topicId)
            .param("now", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  /** Returns whether the acceptance was needed. */
  private boolean compare(String clusterId, String topicId, String accepted) {
    Recorded recorded = recorded(" for update").orElseThrow();
    if (recorded.isOf(clusterId, topicId)) {
      if (recorded.topicId().isEmpty() && !topicId.isEmpty()) {
        jdbc.sql("update kafka_cluster set topic_id = :topic").param("topic", topicId).update();
      }
      return false;
    }
    if (accepted.equals(recorded.needed(clusterId))) {
      replace(clusterId, topicId, recorded.times(clusterId));
      return true;
    }
    throw recorded.refusal(clusterId);
  }

  private Optional<Recorded> recorded(String lock) {
    return jdbc.sql("select cluster_id, topic_id, accepted from kafka_cluster" + lock)
        .query((row, _) ->
            new Recorded(
                row.getString("cluster_id"),
                Optional.ofNullable(row.getString("topic_id")),
                row.getInt("accepted")))
        .optional();
  }

  private void replace(String clusterId, String topicId, int times) {
    jdbc.sql(
            """
            update kafka_cluster
               set cluster_id = :cluster, topic_id = nullif(:topic, ''), since = :now,
                   accepted = :times
            """)
        .param("cluster", clusterId)
        .param("topic", topicId)
        .param("now", Timestamp.from(clock.instant()))
        .param("times", times)
        .update();
    forgetPositions();
  }

  /**
   * Positions refer to the topics of the former cluster. What Kafka has committed is taken over
   * when a worker starts. The table is missing before the migration that creates it.
   */
  private void forgetPositions() {
    if (jdbc.sql("select to_regclass('stage_positions') is not null")
        .query(Boolean.class)
        .single()) {
      jdbc.sql("delete from stage_positions").update();
    }
  }

  /**
   * The stored row.
   *
   * @param accepted how often this cluster was accepted
   */
  private record Recorded(String clusterId, Optional<String> topicId, int accepted) {
    boolean isOf(String otherCluster, String otherTopic) {
      return clusterId.equals(otherCluster) && topicId.map(otherTopic::equals).orElse(true);
    }

    /** How often a cluster would be accepted with the next acceptance. */
    int times(String otherCluster) {
      return clusterId.equals(otherCluster) ? accepted + 1 : 1;
    }

    /** What an operator must set to accept a cluster. */
    String needed(String otherCluster) {
      int times = times(otherCluster);
      return times == 1 ? otherCluster : otherCluster + "/" + times;
    }

    OtherKafkaClusterException refusal(String otherCluster) {
      return clusterId.equals(otherCluster)
          ? OtherKafkaClusterException.lostTopics(otherCluster, needed(otherCluster))
          : OtherKafkaClusterException.otherCluster(clusterId, needed(otherCluster));
    }
  }
}
