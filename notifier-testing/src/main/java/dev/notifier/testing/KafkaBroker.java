package dev.notifier.testing;

import java.util.Map;

/** A running Kafka broker with one node. */
interface KafkaBroker extends AutoCloseable {
  /** Like the embedded broker of a local start: fast transactions, no automatic topics. */
  Map<String, String> SETTINGS =
      Map.of(
          "add.partitions.to.txn.retry.backoff.ms", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "4",
          "offsets.topic.num.partitions", "4",
          "offsets.topic.replication.factor", "1",
          "group.initial.rebalance.delay.ms", "0",
          "auto.create.topics.enable", "false");

  /** The address, {@code host:port}. It can also be read after the end. */
  String bootstrapServers();

  @Override
  void close();

  static KafkaBroker start() {
    return switch (TestServices.chosen()) {
      case EMBEDDED -> new EmbeddedKafkaBroker();
      case CONTAINERS -> new ContainerKafkaBroker();
    };
  }
}
