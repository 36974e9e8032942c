package dev.notifier.local.kafka;

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
 * A KRaft broker and controller in this process, on loopback, with its data on disk.
 *
 * <p>Acknowledged records survive a kill of the process, but not a power cut, because the broker
 * leaves syncing to the operating system. Only this file uses Kafka's server classes, which are
 * internal to Kafka.
 *
 * <p>{@link #close()} may be called from any thread, more than once.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and returns when it serves clients. The first start formats the directory.
   *
   * @param port a free port of 127.0.0.1, or 0 for any free port
   * @throws IOException if the directory cannot be formatted or the broker does not start
   */
  public static EmbeddedKafka start(Path directory, int port) throws IOException {
    var brokerPort = port == 0 ? LoopbackPorts.free() : port;
    var settings = BrokerSettings.single(NODE_ID, brokerPort, LoopbackPorts.free());
    return start(directory, NODE_ID, Uuid.randomUuid().toString(), brokerPort, settings);
  }

  /**
   * Starts one of the brokers of a cluster and returns when it serves clients, for which other
   * brokers must run. Its settings are those of the deployment with three brokers.
   *
   * @throws IOException as for {@link #start(Path, int)}
   */
  public static EmbeddedKafka start(Path directory, ClusterNode node) throws IOException {
    return start(
        directory, node.id(), node.clusterId(), node.port(), BrokerSettings.replicated(node));
  }

  private static EmbeddedKafka start(
      Path directory, int nodeId, String clusterId, int port, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    formatOnce(directory, nodeId, clusterId);
    var all = new HashMap<>(settings);
    all.put("log.dirs", directory.toString());
    var server = new KafkaRaftServer(new KafkaConfig(all), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new IOException("Kafka did not start in " + directory + ": " + e.getMessage(), e);
    }
    return new EmbeddedKafka(server, port);
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

  /** Formatting writes meta.properties last, so an interrupted formatting is repeated. */
  private static void formatOnce(Path directory, int nodeId, String clusterId) throws IOException {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
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
          .run();
    } catch (Exception e) {
      throw new IOException(
          "The directory " + directory + " of Kafka cannot be formatted: " + output, e);
    }
  }
}
