package dev.notifier.store.cluster;

/** The database belongs to another Kafka cluster. The message says what to do. */
public final class OtherKafkaClusterException extends RuntimeException {
  /** The setting that accepts another cluster. */
  static final String ACCEPT = "notifier.postgres.accept-kafka-cluster";

  private OtherKafkaClusterException(String message) {
    super(message);
  }

  static OtherKafkaClusterException otherCluster(String recorded, String found) {
    return new OtherKafkaClusterException(
        "This PostgreSQL database belongs to the Kafka cluster "
            + recorded
            + ", but the brokers belong to the cluster "
            + found
            + "; correct notifier.postgres.url or notifier.kafka.bootstrap-servers, or, if the"
            + " cluster was replaced on purpose, set "
            + ACCEPT
            + " to "
            + found);
  }

  static OtherKafkaClusterException lostTopics(String cluster, String needed) {
    return new OtherKafkaClusterException(
        "The Kafka cluster "
            + cluster
            + " no longer has the topics of this PostgreSQL database: its data was deleted or"
            + " replaced; restore it or use an empty database, or, if this was done on purpose,"
            + " set "
            + ACCEPT
            + " to "
            + needed);
  }
}
