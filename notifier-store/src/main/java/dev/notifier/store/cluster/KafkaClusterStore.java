package dev.notifier.store.cluster;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses a Kafka cluster that does not belong to this database. Queue positions, binds and states
 * refer to one cluster; with another one, messages would be lost or sent twice. Thread-safe.
 */
public final class KafkaClusterStore {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

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
   * @param accepted the id of the cluster that an operator accepts in place of the recorded one;
   *     empty if none
   * @throws OtherKafkaClusterException if the cluster is another one, or has lost its topics
   * @throws org.springframework.dao.DataAccessException if the database is unavailable
   */
  public void verify(String clusterId, String topicId, String accepted) {
    transaction.executeWithoutResult(_ -> {
      if (isMigrated() && !claim(clusterId, topicId)) {
        compare(clusterId, topicId, clusterId.equals(accepted));
      }
    });
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

  private void compare(String clusterId, String topicId, boolean accepted) {
    Recorded recorded =
        jdbc.sql("select cluster_id, topic_id from kafka_cluster for update")
            .query((row, _) ->
                new Recorded(
                    row.getString("cluster_id"), Optional.ofNullable(row.getString("topic_id"))))
            .single();
    boolean sameTopic = recorded.topicId().map(topicId::equals).orElse(true);
    if (recorded.clusterId().equals(clusterId) && sameTopic) {
      if (recorded.topicId().isEmpty() && !topicId.isEmpty()) {
        jdbc.sql("update kafka_cluster set topic_id = :topic").param("topic", topicId).update();
      }
    } else if (accepted) {
      replace(clusterId, topicId);
    } else if (recorded.clusterId().equals(clusterId)) {
      throw OtherKafkaClusterException.lostTopics(clusterId);
    } else {
      throw OtherKafkaClusterException.otherCluster(recorded.clusterId(), clusterId);
    }
  }

  private void replace(String clusterId, String topicId) {
    jdbc.sql(
            """
            update kafka_cluster
               set cluster_id = :cluster, topic_id = nullif(:topic, ''), since = :now
            """)
        .param("cluster", clusterId)
        .param("topic", topicId)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private record Recorded(String clusterId, Optional<String> topicId) {}
}
