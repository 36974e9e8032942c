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

  /** As it is to be started. */
  static KafkaContainer container() {
    KafkaContainer container =
        new KafkaContainer(ContainerImage.KAFKA.there().asCompatibleSubstituteFor("apache/kafka"))
            // The image's own is a gibibyte at once, and tests start several.
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
