package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The first start, with an empty Kafka and an empty database. */
class FirstStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SHIPPED = 25;

  @Test
  void acceptsEventsOnlyAfterTheShippedTemplatesAreOnKafka() {
    try (TestKafka kafka = TestKafka.fresh();
        RunningApi api = RunningApi.start(kafka.bootstrapServers(), RunningApi.emptyStoreUrl())) {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> api.post(RunningApi.STRUCTURED, Sample.card("1")).status() == 202);

      Set<String> keys =
          kafka.committed(Topics.TEMPLATES).stream()
              .map(record -> new String(record.key(), StandardCharsets.UTF_8))
              .collect(Collectors.toSet());

      assertThat(keys.stream().filter(PublishedVersionRecord::isKey)).hasSize(SHIPPED);
      assertThat(keys.stream().filter(key -> key.endsWith("/1"))).hasSize(SHIPPED);
    }
  }
}
