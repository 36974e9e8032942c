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
import java.util.List;
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

  private final KafkaRaftServer server;
  private final KafkaConnection connection;

  private EmbeddedKafka(KafkaRaftServer server, KafkaConnection connection) {
    this.server = server;
    this.connection = connection;
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
    var logins = new BrokerLogins(password);
    var settings = settings(brokerPort, logins);
    settings.putAll(changed);
    var fresh =
        formatOnce(directory, NODE_ID, Uuid.randomUuid().toString(), logins.formatArguments());
    var server = serve(directory, settings);
    var address = address(brokerPort);
    try {
      if (!fresh) {
        // A home of an older release has no login yet.
        logins.store(address);
      }
      return new EmbeddedKafka(server, connection(address, password));
    } catch (IOException | RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  /**
   * Starts one of the brokers of a cluster of a fault run and returns when it serves clients, for
   * which other brokers must run. Its settings are those of the deployment with three brokers, but
   * it needs no login.
   *
   * @throws IOException as for {@link #start(Path, int, String)}
   */
  public static EmbeddedKafka start(Path directory, ClusterNode node) throws IOException {
    formatOnce(directory, node.id(), node.clusterId(), List.of());
    var server = serve(directory, BrokerSettings.replicated(node));
    return new EmbeddedKafka(server, KafkaConnection.plaintext(address(node.port())));
  }

  static Map<String, String> settings(int port, BrokerLogins logins) throws IOException {
    var settings = BrokerSettings.single(NODE_ID, port, LoopbackPorts.free());
    settings.putAll(logins.settings());
    return settings;
  }

  private static KafkaRaftServer serve(Path directory, Map<String, String> settings)
      throws IOException {
    settings.put("log.dirs", directory.toString());
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw new IOException("Kafka did not start in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** How clients connect to a broker of this kind. */
  public static KafkaConnection connection(String address, String password) {
    return new KafkaConnection(
        address, KafkaSecurityConfig.scram(USER, password)::clientProperties);
  }

  /** How clients connect. */
  public KafkaConnection connection() {
    return connection;
  }

  /** The address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }

  private static String address(int port) {
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
  private static boolean formatOnce(
      Path directory, int nodeId, String clusterId, List<String> scramArguments)
      throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve("meta.properties"))) {
      return false;
    }
    var output = new ByteArrayOutputStream();
    try {
      new Formatter()
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .setNodeId(nodeId)
          .setClusterId(clusterId)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setScramArguments(scramArguments)
          .run();
      return true;
    } catch (Exception e) {
      throw new IOException(
          "The directory " + directory + " of Kafka cannot be formatted: " + output, e);
    }
  }
}
