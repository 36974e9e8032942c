package dev.notifier.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {
  private final TestKafka kafka = TestKafka.shared();
  private final TopicCreator creator =
      new TopicCreator(kafka.admin(), wait -> LockSupport.parkNanos(wait.toNanos()), 0);

  @BeforeEach
  void deleteTopics() throws Exception {
    kafka.deleteTopics();
  }

  @Test
  void twoProgramsMayCreateTheTopicsAtTheSameTime() throws Exception {
    List<TopicSettings> topics = TopicSettings.pipeline(Map.of("viettel", 4));
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Void> api =
          CompletableFuture.runAsync(() -> creator.ensure(TopicSettings.events()), two);
      CompletableFuture<Void> worker =
          CompletableFuture.runAsync(() -> creator.ensure(topics), two);
      api.get();
      worker.get();
    }
    for (TopicSettings topic : topics) {
      assertThat(partitions(topic.name())).as(topic.name()).isEqualTo(topic.partitions());
    }
    assertThat(config(Topics.events(Lane.BULK), "retention.ms")).isEqualTo("-1");
    assertThat(config(Topics.events(Lane.BULK), "min.insync.replicas")).isEqualTo("1");
    assertThat(config(Topics.RECEIPTS, "retention.ms")).isEqualTo("604800000");
  }

  @Test
  void addsPartitionsForMoreSessionsAndNeverRemovesAny() throws Exception {
    String topic = Topics.submit("viettel", Lane.URGENT);
    creator.ensure(TopicSettings.pipeline(Map.of("viettel", 2)));
    creator.ensure(TopicSettings.pipeline(Map.of("viettel", 5)));
    assertThat(partitions(topic)).isEqualTo(5);
    creator.ensure(TopicSettings.pipeline(Map.of("viettel", 3)));
    assertThat(partitions(topic)).isEqualTo(5);
  }

  @Test
  void anExistingTopicGetsTheSettingsThatItLacksAndKeepsItsOwn() throws Exception {
    kafka.createTopic(
        Topics.SESSIONS, 1, Map.of("cleanup.policy", "compact", "segment.ms", "77000"));
    kafka.createTopic(Topics.events(Lane.BULK), 1, Map.of());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            kafka
                .admin()
                .listTopics()
                .names()
                .get()
                .containsAll(List.of(Topics.SESSIONS, Topics.events(Lane.BULK))));
    creator.ensure(TopicSettings.pipeline(Map.of()));

    // The broker that is asked may learn of a change a little later than the controller.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(config(Topics.SESSIONS, "max.compaction.lag.ms")).isEqualTo("600000");
          assertThat(config(Topics.SESSIONS, "min.cleanable.dirty.ratio")).isEqualTo("0.1");
          assertThat(config(Topics.events(Lane.BULK), "retention.ms")).isEqualTo("-1");
        });
    assertThat(config(Topics.SESSIONS, "segment.ms")).isEqualTo("77000");
  }

  @Test
  void aTopicThatKafkaRejectsIsNamed() throws Exception {
    // Kafka allows no two names that differ only in a dot and an underscore.
    kafka.createTopic("notifier_routes", 1, Map.of());

    assertThatThrownBy(() -> creator.ensure(TopicSettings.pipeline(Map.of())))
        .isInstanceOf(TopicCreator.TopicCreationException.class)
        .hasMessageStartingWith("the Kafka topic notifier.routes ")
        .hasMessageContaining("ACLs");
  }

  @Test
  void theBindsTopicGrowsWithTheSlots() throws Exception {
    creator.ensure(TopicSettings.pipeline(Map.of()));
    assertThat(partitions(Topics.BINDS)).isEqualTo(64);
    creator.ensure(List.of(TopicSettings.binds(Topics.bindPartitions(64))));
    assertThat(partitions(Topics.BINDS)).isEqualTo(128);
  }

  private int partitions(String topic) throws Exception {
    Map<String, TopicDescription> found =
        kafka.admin().describeTopics(List.of(topic)).allTopicNames().get();
    return Objects.requireNonNull(found.get(topic)).partitions().size();
  }

  private String config(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> found =
        kafka.admin().describeConfigs(List.of(resource)).all().get();
    return Objects.requireNonNull(found.get(resource)).get(name).value();
  }
}
