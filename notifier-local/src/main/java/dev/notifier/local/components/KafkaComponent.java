package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the Kafka broker in this process. */
record KafkaComponent(HomeDirectory home, int port) implements Component {
  /** The name of the secret that contains the password of the broker's user. */
  static final String PASSWORD = "kafka-password";

  @Override
  public ComponentKind kind() {
    return ComponentKind.KAFKA;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.kafka-port"));
  }

  @Override
  public RunningComponent start() throws IOException {
    var password = home.secret(PASSWORD);
    var broker = EmbeddedKafka.start(home.kafka(), port, password);
    var address = broker.bootstrapServers();
    var endpoints =
        Map.of("kafka", address, "kafkaUsername", EmbeddedKafka.USER, "kafkaPassword", password);
    return RunningComponent.inThisProcess(address, endpoints, () -> true, broker::close);
  }
}
