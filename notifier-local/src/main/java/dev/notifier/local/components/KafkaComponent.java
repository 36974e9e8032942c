package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the Kafka broker in this process. */
record KafkaComponent(HomeDirectory home, int port) implements Component {
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
    var broker = EmbeddedKafka.start(home.kafka(), port);
    var address = broker.bootstrapServers();
    return RunningComponent.inThisProcess(
        address, Map.of("kafka", address), () -> true, broker::close);
  }
}
