package dev.notifier.testing;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker in this JVM. */
final class EmbeddedKafkaBroker implements KafkaBroker {
  private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
  private final String address;

  EmbeddedKafkaBroker() {
    broker.brokerProperties(SETTINGS);
    broker.afterPropertiesSet();
    address = broker.getBrokersAsString();
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public void close() {
    broker.destroy();
  }
}
