package dev.notifier.local.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of embedded brokers, except their directories. */
final class BrokerSettings {
  /** Fewer than the default of 50: one broker does not need more, and starts faster. */
  private static final String INTERNAL_TOPIC_PARTITIONS = "8";

  private BrokerSettings() {}

  /** The only broker of a cluster, which is its controller too. */
  static Map<String, String> single(int nodeId, int port, int controllerPort) {
    var settings = node(nodeId, port, controllerPort);
    settings.put("controller.quorum.voters", voter(nodeId, controllerPort));
    settings.putAll(SINGLE_BROKER);
    settings.putAll(COORDINATION);
    return settings;
  }

  /** One of several brokers and controllers, with the replication of a deployment. */
  static Map<String, String> replicated(ClusterNode node) {
    var settings = node(node.id(), node.port(), node.controllerPort());
    settings.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, node.controllerPorts().size())
            .mapToObj(id -> voter(id, node.controllerPorts().get(id - 1)))
            .collect(Collectors.joining(",")));
    settings.putAll(REPLICATED);
    return settings;
  }

  private static String voter(int nodeId, int controllerPort) {
    return nodeId + "@127.0.0.1:" + controllerPort;
  }

  private static Map<String, String> node(int nodeId, int port, int controllerPort) {
    var settings = new HashMap<String, String>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(nodeId));
    settings.put(
        "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("auto.create.topics.enable", "false");
    settings.putAll(DISK);
    settings.putAll(SMALL);
    return settings;
  }

  private static final Map<String, String> SINGLE_BROKER =
      Map.ofEntries(
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("num.partitions", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", INTERNAL_TOPIC_PARTITIONS),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", INTERNAL_TOPIC_PARTITIONS),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"));

  /** As in docker/compose.yaml. What is not here has Kafka's default, as there. */
  private static final Map<String, String> REPLICATED =
      Map.ofEntries(
          Map.entry("default.replication.factor", "3"),
          Map.entry("min.insync.replicas", "2"),
          Map.entry("offsets.topic.replication.factor", "3"),
          Map.entry("transaction.state.log.replication.factor", "3"),
          Map.entry("transaction.state.log.min.isr", "2"),
          Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
          Map.entry("broker.session.timeout.ms", "6000"));

  private static final Map<String, String> COORDINATION =
      Map.ofEntries(
          // The default of 20 ms is most of the latency of a short transaction.
          Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
          Map.entry("transaction.max.timeout.ms", "60000"),
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.session.timeout.ms", "8000"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "2000"),
          // After a kill, the controller rejects the broker until its former session has expired.
          Map.entry("broker.session.timeout.ms", "2000"),
          Map.entry("broker.heartbeat.interval.ms", "500"));

  /** Small segments and frequent checks: deleted records soon leave the disk. */
  private static final Map<String, String> DISK =
      Map.ofEntries(
          Map.entry("log.segment.bytes", String.valueOf(64 << 20)),
          Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
          Map.entry("log.retention.check.interval.ms", "10000"),
          Map.entry("log.initial.task.delay.ms", "5000"),
          Map.entry("log.segment.delete.delay.ms", "1000"),
          Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20)),
          Map.entry("log.cleaner.io.buffer.size", String.valueOf(1 << 18)),
          Map.entry("log.cleaner.backoff.ms", "15000"));

  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("background.threads", "2"),
          Map.entry("num.replica.fetchers", "1"),
          Map.entry("remote.log.storage.system.enable", "false"));
}
