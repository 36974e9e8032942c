package dev.notifier.testing;

import java.util.Map;

/** A running Kafka broker with one node. */
interface KafkaBroker extends AutoCloseable {
  /** As the line's own broker is set up: transactions without waiting, no topics by accident. */
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

  /** One address, {@code host:port}; stays known after the end. */
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
