package dev.notifier.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No client depends on a default of Kafka for how long it waits for a lost broker. */
class KafkaClientsTest {
  private static final List<String> EVERY_CLIENT =
      List.of(
          "request.timeout.ms",
          "metadata.max.age.ms",
          "retry.backoff.ms",
          "retry.backoff.max.ms",
          "reconnect.backoff.ms",
          "reconnect.backoff.max.ms",
          "socket.connection.setup.timeout.ms",
          "socket.connection.setup.timeout.max.ms");

  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test");
  private final ReadSettings reading = ReadSettings.immediate(Duration.ofSeconds(10), 1);

  @Test
  void everyClientNamesItsTimeouts() {
    assertThat(clients.connection("a")).containsKeys(EVERY_CLIENT.toArray(String[]::new));
    assertThat(clients.consumerConfig("a", reading))
        .containsKeys(EVERY_CLIENT.toArray(String[]::new))
        .containsKey("default.api.timeout.ms");
    assertThat(clients.groupConfig("a", reading))
        .containsKeys(EVERY_CLIENT.toArray(String[]::new))
        .containsKeys(
            "default.api.timeout.ms",
            "session.timeout.ms",
            "heartbeat.interval.ms",
            "max.poll.interval.ms");
    assertThat(clients.producerConfig("a"))
        .containsKeys(EVERY_CLIENT.toArray(String[]::new))
        .containsKeys("delivery.timeout.ms", "max.block.ms");
  }

  /** A partition has another leader 6 to 10 s after its broker was lost. */
  @Test
  void noRequestWaitsAsLongAsAnElectionTakes() {
    assertThat(List.of(clients.groupConfig("a", reading), clients.producerConfig("a")))
        .allSatisfy(config -> {
          assertThat(millis(config, "request.timeout.ms")).isLessThanOrEqualTo(5_000);
          assertThat(millis(config, "socket.connection.setup.timeout.max.ms"))
              .isLessThanOrEqualTo(5_000);
        });
  }

  /** The factory of track's consumers gives them the settings of every group member. */
  @Test
  void listenersHaveTheSameTimeouts() {
    var listener = clients.consumerFactory("a", reading).getConfigurationProperties();

    assertThat(listener).containsKeys(EVERY_CLIENT.toArray(String[]::new));
    assertThat(listener.get("request.timeout.ms"))
        .isEqualTo(clients.groupConfig("a", reading).get("request.timeout.ms"));
  }

  private static int millis(Map<String, Object> config, String key) {
    return Integer.parseInt(String.valueOf(config.get(key)));
  }
}
