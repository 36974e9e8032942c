package dev.notifier.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
  private final Map<String, TopicSettings> pipeline =
      TopicSettings.pipeline(Map.of("viettel", 16, "mobi", 2)).stream()
          .collect(Collectors.toMap(TopicSettings::name, Function.identity()));

  private TopicSettings topic(String name) {
    return Objects.requireNonNull(pipeline.get(name), name);
  }

  @Test
  void queuesKeepRecordsUntilTheyAreTrimmed() {
    List<String> streams = List.of(Topics.RECEIPTS, Topics.INBOUND);
    assertThat(pipeline).hasSize(3 + 2 * 3 + 3 * 5 + 1 + 3 + 2 + 4 + 1 + 1 + 1 + 1);
    Map<String, TopicSettings> queues = new HashMap<>(pipeline);
    TopicSettings statuses = Objects.requireNonNull(queues.remove(Topics.STATUSES));
    assertThat(statuses.config()).containsEntry("retention.ms", "2592000000");
    assertThat(statuses.partitions()).isEqualTo(32);
    assertThat(Objects.requireNonNull(queues.remove(Topics.QUARANTINE)).config())
        .containsEntry("retention.ms", "2592000000")
        .containsEntry("max.message.bytes", "4194304");
    assertThat(
            List.of(
                queues.remove(Topics.ROUTES),
                queues.remove(Topics.SESSIONS),
                queues.remove(Topics.EVENT_TYPES),
                queues.remove(Topics.TEMPLATES),
                TopicSettings.auditHeads(),
                queues.remove(Topics.KEYS),
                queues.remove(Topics.TENANTS),
                queues.remove(Topics.CANCELLED),
                queues.remove(Topics.KNOWLEDGE),
                queues.remove(Topics.OPT_OUTS)))
        .allMatch(table -> "compact".equals(table.config().get("cleanup.policy")));
    queues.forEach((name, topic) ->
        assertThat(topic.config())
            .as(name)
            .containsEntry("retention.ms", streams.contains(name) ? "604800000" : "-1")
            .containsEntry("cleanup.policy", "delete"));
  }

  @Test
  void whatUpstreamSystemsWriteIsLimited() {
    assertThat(TopicSettings.client("clinic").getFirst().config())
        .containsEntry("retention.ms", "2592000000")
        .containsEntry("max.message.bytes", "131072")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  /**
   * Texts and numbers are not kept on Kafka for longer than the shortest retention of notifications
   * that can be configured. Queues are trimmed when their records were processed.
   */
  @Test
  void personalDataIsKeptForAtMostThirtyDays() {
    pipeline.forEach((name, topic) -> {
      if ("delete".equals(topic.config().get("cleanup.policy"))) {
        long retention =
            Long.parseLong(Objects.requireNonNull(topic.config().get("retention.ms"), name));
        assertThat(Duration.ofMillis(retention)).as(name).isLessThanOrEqualTo(Duration.ofDays(30));
      }
    });
  }

  @Test
  void submitTopicsHaveOnePartitionPerPossibleSession() {
    for (Lane lane : Lane.values()) {
      assertThat(topic(Topics.submit("viettel", lane)).partitions()).isEqualTo(16);
      assertThat(topic(Topics.submit("mobi", lane)).partitions()).isEqualTo(2);
    }
    assertThat(topic(Topics.BINDS).partitions()).isEqualTo(64);
  }

  @Test
  void retryTopicsUseTheTimestampsOfTheBroker() {
    for (Lane lane : Lane.values()) {
      for (RetryDelay delay : RetryDelay.values()) {
        assertThat(topic(Topics.retry(lane, delay)).config())
            .containsEntry("message.timestamp.type", "LogAppendTime");
      }
    }
  }

  @Test
  void theApiCreatesItsTopicsWithTheSameSettings() {
    assertThat(pipeline.values()).containsAll(TopicSettings.api());
    assertThat(TopicSettings.api())
        .containsAll(TopicSettings.events())
        .filteredOn(topic -> topic.config().containsValue("compact"))
        .hasSize(7)
        .allSatisfy(topic ->
            assertThat(topic.partitions()).isEqualTo(topic.name().equals(Topics.OPT_OUTS) ? 8 : 1));
  }

  @Test
  void replicasDependOnTheNumberOfBrokers() {
    assertThat(TopicSettings.replicas(0, 1)).isEqualTo(1);
    assertThat(TopicSettings.replicas(0, 2)).isEqualTo(2);
    assertThat(TopicSettings.replicas(0, 5)).isEqualTo(3);
  }

  @Test
  void configuredReplicasAreRequiredEvenWhileABrokerIsDown() {
    assertThat(TopicSettings.replicas(3, 2)).isEqualTo(3);
    assertThat(TopicSettings.replicas(1, 3)).isEqualTo(1);
  }

  @Test
  void oneOfThreeReplicasMayBeDown() {
    assertThat(TopicSettings.minInSyncReplicas(1)).isEqualTo(1);
    assertThat(TopicSettings.minInSyncReplicas(2)).isEqualTo(1);
    assertThat(TopicSettings.minInSyncReplicas(3)).isEqualTo(2);
    assertThat(TopicSettings.minInSyncReplicas(5)).isEqualTo(4);
  }
}
