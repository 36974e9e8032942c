package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.testing.TestKafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of routes and sessions, which workers create. */
final class RouteTopics {
  private final TestKafka kafka;

  RouteTopics(TestKafka kafka) {
    this.kafka = kafka;
  }

  /** Creates them, unless they exist: other tests may use the same broker. */
  void create() throws Exception {
    Set<String> existing = kafka.admin().listTopics().names().get();
    List<NewTopic> topics = new ArrayList<>();
    for (TopicSettings plan : TopicSettings.pipeline(Map.of())) {
      boolean wanted = plan.name().equals(Topics.ROUTES) || plan.name().equals(Topics.SESSIONS);
      if (wanted && !existing.contains(plan.name())) {
        topics.add(new NewTopic(plan.name(), plan.partitions(), (short) 1).configs(plan.config()));
      }
    }
    kafka.admin().createTopics(topics).all().get();
  }

  void publish(SessionRecord session) {
    publish(session, RunningApi.PRIVACY_KEY);
  }

  void publish(SessionRecord session, String privacyKey) {
    KafkaClients clients =
        new KafkaClients(
            KafkaConnection.plaintext(kafka.bootstrapServers()),
            "test",
            RecordSignatures.of(privacyKey, Clock.systemUTC()));
    try (CompactedTopicPublisher publisher = new CompactedTopicPublisher(clients)) {
      publisher.publishAndWait(Topics.SESSIONS, session.key(), session);
    }
  }

  static SessionRecord session(
      String route, int session, Phase phase, @Nullable String lastError, Instant at) {
    return new SessionRecord(
        SessionRecord.VERSION,
        route,
        session,
        "worker-1",
        phase,
        12.5,
        25,
        100,
        3,
        lastError,
        at,
        null);
  }

  /** The last record of a route on the topic. */
  RouteRecord published(String name) {
    TopicPartition partition = new TopicPartition(Topics.ROUTES, 0);
    List<RouteRecord> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> found.add(RecordJson.read(record.value(), RouteRecord.class)));
      }
    }
    found.removeIf(route -> !route.name().equals(name));
    assertThat(found).as("records of %s", name).isNotEmpty();
    return found.getLast();
  }
}
