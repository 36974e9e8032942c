package dev.notifier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.TopicPlan;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.LineTopics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
  private final TestKafka kafka = TestKafka.shared();
  private final TopicSetup setup = LineTopics.setup(kafka);

  @BeforeEach
  void empty() throws Exception {
    kafka.deleteTopics();
  }

  @Test
  void twoProgramsMayMakeTheTopicsAtOnce() throws Exception {
    List<TopicPlan> line = TopicPlan.line(Map.of("viettel", 4));
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Void> api =
          CompletableFuture.runAsync(() -> setup.ensure(TopicPlan.events()), two);
      CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> setup.ensure(line), two);
      api.get();
      worker.get();
    }
    for (TopicPlan plan : line) {
      assertThat(partitions(plan.name())).as(plan.name()).isEqualTo(plan.partitions());
    }
    assertThat(config(Topics.events(Lane.BULK), "retention.ms")).isEqualTo("-1");
    assertThat(config(Topics.events(Lane.BULK), "min.insync.replicas")).isEqualTo("1");
    assertThat(config(Topics.RECEIPTS, "retention.ms")).isEqualTo("604800000");
  }

  @Test
  void aRouteThatMayHaveMoreSessionsGetsMorePartitionsAndNeverFewer() throws Exception {
    String topic = Topics.submit("viettel", Lane.URGENT);
    setup.ensure(TopicPlan.line(Map.of("viettel", 2)));
    setup.ensure(TopicPlan.line(Map.of("viettel", 5)));
    assertThat(partitions(topic)).isEqualTo(5);
    setup.ensure(TopicPlan.line(Map.of("viettel", 3)));
    assertThat(partitions(topic)).isEqualTo(5);
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
