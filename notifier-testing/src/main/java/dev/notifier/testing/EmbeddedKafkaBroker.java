package dev.notifier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A broker in this JVM. It ends with the JVM, if it is not closed before. */
final class EmbeddedKafkaBroker implements KafkaBroker {
  private final Path directory = ServerDirectory.KAFKA.create();
  private final KafkaClusterTestKit cluster;
  private final String address;

  EmbeddedKafkaBroker() {
    // A broker that fails must not end the JVM with all tests.
    Exit.setExitProcedure(EmbeddedKafkaBroker::refuse);
    Exit.setHaltProcedure(EmbeddedKafkaBroker::refuse);
    Path files = directory;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(files)));
    try {
      cluster = start();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker did not start", e);
    }
    address = cluster.bootstrapServers();
  }

  private KafkaClusterTestKit start() throws Exception {
    TestKitNodes nodes =
        new TestKitNodes.Builder()
            .setCombined(true)
            .setNumBrokerNodes(1)
            .setNumControllerNodes(1)
            .setBaseDirectory(directory)
            .build();
    KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
    SETTINGS.forEach(builder::setConfigProp);
    KafkaClusterTestKit started = builder.build();
    started.format();
    started.startup();
    started.waitForReadyBrokers();
    return started;
  }

  private static void refuse(int status, @Nullable String message) {
    throw new IllegalStateException("The embedded broker ends with " + status + ": " + message);
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker did not stop", e);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try {
      Utils.delete(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
