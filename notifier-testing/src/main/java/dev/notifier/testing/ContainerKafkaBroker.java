package dev.notifier.testing;

import java.util.Locale;
import org.testcontainers.kafka.KafkaContainer;

/** A broker in a container. */
final class ContainerKafkaBroker implements KafkaBroker {
  private final KafkaContainer container = container();
  private final String address;

  ContainerKafkaBroker() {
    container.start();
    address = container.getBootstrapServers();
  }

  /** The container, not yet started. */
  static KafkaContainer container() {
    KafkaContainer container =
        new KafkaContainer(ContainerImage.KAFKA.require().asCompatibleSubstituteFor("apache/kafka"))
            // The default heap of the image is 1 GiB from the start, and tests start several
            // brokers.
            .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx512m");
    SETTINGS.forEach((name, value) ->
        container.withEnv("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return container;
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public void close() {
    container.stop();
  }
}
