package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.access.StoredKeys.KafkaCallers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventsInLoopTest {
  private final AtomicInteger attempts = new AtomicInteger();
  private final ClientTopics topics =
      new ClientTopics(
          () -> new KafkaCallers(Map.of(), Set.of()),
          _ -> {},
          new ClientTopics.Creation(false, 0, _ -> {}),
          System::nanoTime);
  private final PartitionBackoff backOff = new PartitionBackoff(System::nanoTime);
  private final EventsInStatus status =
      new EventsInStatus(
          topics, backOff, new EventsInMetrics(new SimpleMeterRegistry(), topics::view));

  @Test
  void goesOnAfterEachFailureAndAfterErrors() {
    try (EventsInLoop loop =
        new EventsInLoop(
            this::failing,
            topics,
            () -> new MockConsumer<>("none"),
            consumer ->
                new EventsInReader(
                    consumer,
                    topics,
                    (_, _, _, _) -> null,
                    backOff,
                    () -> true,
                    InstantSource.system(),
                    System::nanoTime),
            status,
            System::nanoTime)) {
      loop.start();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> attempts.get() >= 3);
      assertThat(status.health().getDetails()).containsKey("warning");
    }
  }

  private Admin failing() {
    if (attempts.incrementAndGet() % 2 == 0) {
      throw new OutOfMemoryError("test");
    }
    throw new IllegalStateException("test");
  }
}
