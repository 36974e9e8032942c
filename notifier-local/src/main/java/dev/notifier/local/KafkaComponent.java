package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker, in this process. */
final class KafkaComponent implements Component {
  private final HomeDirectory home;
  private final int port;
  private volatile @Nullable EmbeddedKafka kafka;

  KafkaComponent(HomeDirectory home, LocalSettings settings) {
    this.home = home;
    this.port = settings.kafkaPort();
  }

  @Override
  public ComponentKind kind() {
    return ComponentKind.KAFKA;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.kafka-port"));
  }

  @Override
  public Started start() throws IOException {
    var started = EmbeddedKafka.start(home.kafka(), port);
    kafka = started;
    var address = started.bootstrapServers();
    return new Started(ProcessHandle.current().pid(), address, Map.of("kafka", address));
  }

  @Override
  public boolean isAlive() {
    return kafka != null;
  }

  @Override
  public void stop() {
    var running = kafka;
    kafka = null;
    if (running != null) {
      running.close();
    }
  }
}
