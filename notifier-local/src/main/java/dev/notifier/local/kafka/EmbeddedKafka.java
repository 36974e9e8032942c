package dev.notifier.local.kafka;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.local.home.LoopbackPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A KRaft broker and controller in this process, on loopback, with its data on disk. Clients log in
 * with SCRAM as {@value #USER}; nothing is served without a login.
 *
 * <p>Acknowledged records survive a kill of the process, but not a power cut, because the broker
 * leaves syncing to the operating system. Only this file uses Kafka's server classes, which are
 * internal to Kafka.
 *
 * <p>{@link #close()} may be called from any thread, more than once.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** The user of all programs of a home. */
  public static final String USER = "notifier";

  private static final int NODE_ID = 1;

  /** Fewer than the default of 50: one broker does not need more, and starts faster. */
  private static final int INTERNAL_TOPIC_PARTITIONS = 8;

  private final KafkaRaftServer server;
  private final int port;
  private final String password;

  private EmbeddedKafka(KafkaRaftServer server, int port, String password) {
    this.server = server;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the broker and returns when it serves clients. The first start formats the directory.
   *
   * @param port a free port of 127.0.0.1, or 0 for any free port
   * @param password of the user {@value #USER}; another one than at the last start replaces it
   * @throws IOException if the directory cannot be formatted or the broker does not start
   */
  public static EmbeddedKafka start(Path directory, int port, String password) throws IOException {
    return start(directory, port, password, Map.of());
  }

  /**
   * Starts a broker with other settings.
   *
   * @param changed replace the settings of the same name
   */
  static EmbeddedKafka start(Path directory, int port, String password, Map<String, String> changed)
      throws IOException {
    var brokerPort = port == 0 ? LoopbackPorts.free() : port;
    Files.createDirectories(directory);
    var logins = new BrokerLogins(password);
    var fresh = formatOnce(directory, logins);
    var settings = settings(directory, brokerPort, logins);
    settings.putAll(changed);
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    try {
      server.startup();
      if (!fresh) {
        // A home of an older release has no login yet.
        logins.store("127.0.0.1:" + brokerPort);
      }
    } catch (IOException | RuntimeException e) {
      server.shutdown();
      throw new IOException("Kafka did not start in " + directory + ": " + e.getMessage(), e);
    }
    return new EmbeddedKafka(server, brokerPort, password);
  }

  /** How clients connect to a broker of this kind. */
  public static KafkaConnection connection(String address, String password) {
    return new KafkaConnection(
        address, KafkaSecurityConfig.scram(USER, password)::clientProperties);
  }

  /** How clients connect. */
  public KafkaConnection connection() {
    return connection(bootstrapServers(), password);
  }

  /** The address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker gracefully and waits until its files are closed. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Formatting writes meta.properties last, so an interrupted formatting is repeated.
   *
   * @return whether the directory was formatted now
   */
  private static boolean formatOnce(Path directory, BrokerLogins logins) throws IOException {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return false;
    }
    var output = new ByteArrayOutputStream();
    try {
      new Formatter()
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setScramArguments(logins.formatArguments())
          .run();
      return true;
    } catch (Exception e) {
      throw new IOException(
          "The directory " + directory + " of Kafka cannot be formatted: " + output, e);
    }
  }

  static Map<String, String> settings(Path directory, int port, BrokerLogins logins)
      throws IOException {
    var controllerPort = LoopbackPorts.free();
    var settings = new HashMap<String, String>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("log.dirs", directory.toString());
    settings.putAll(logins.settings());
    settings.putAll(SINGLE_BROKER);
    settings.putAll(COORDINATION);
    settings.putAll(DISK);
    settings.putAll(SMALL);
    return settings;
  }

  private static final Map<String, String> SINGLE_BROKER =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("num.partitions", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", String.valueOf(INTERNAL_TOPIC_PARTITIONS)),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry(
              "transaction.state.log.num.partitions", String.valueOf(INTERNAL_TOPIC_PARTITIONS)),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"));

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
