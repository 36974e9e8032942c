package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
  private final Map<String, TopicPlan> line =
      TopicPlan.line(Map.of("viettel", 16, "mobi", 2)).stream()
          .collect(Collectors.toMap(TopicPlan::name, Function.identity()));

  private TopicPlan topic(String name) {
    return Objects.requireNonNull(line.get(name), name);
  }

  @Test
  void queuesAreKeptUntilTrimmed() {
    List<String> told = List.of(Topics.STATUSES, Topics.RECEIPTS, Topics.REPLIES);
    assertThat(line).hasSize(3 + 2 * 3 + 3 * 5 + 1 + 3 + 2 + 2);
    Map<String, TopicPlan> queues = new HashMap<>(line);
    assertThat(
            List.of(
                queues.remove(Topics.ROUTES),
                queues.remove(Topics.SESSIONS),
                queues.remove(Topics.EVENT_TYPES),
                queues.remove(Topics.TEMPLATES)))
        .allMatch(known -> "compact".equals(known.config().get("cleanup.policy")));
    queues.forEach((name, plan) ->
        assertThat(plan.config())
            .as(name)
            .containsEntry("retention.ms", told.contains(name) ? "604800000" : "-1")
            .containsEntry("cleanup.policy", "delete"));
  }

  @Test
  void submitTopicsHaveAPartitionForEverySessionTheirRouteMayHave() {
    for (Lane lane : Lane.values()) {
      assertThat(topic(Topics.submit("viettel", lane)).partitions()).isEqualTo(16);
      assertThat(topic(Topics.submit("mobi", lane)).partitions()).isEqualTo(2);
    }
    assertThat(topic(Topics.BINDS).partitions()).isEqualTo(64);
  }

  @Test
  void retriesAreStampedByTheBroker() {
    for (Lane lane : Lane.values()) {
      for (RetryDelay delay : RetryDelay.values()) {
        assertThat(topic(Topics.retry(lane, delay)).config())
            .containsEntry("message.timestamp.type", "LogAppendTime");
      }
    }
  }

  @Test
  void intakeMakesItsOwnTopicsInTheSameForm() {
    assertThat(line.values()).containsAll(TopicPlan.api());
    assertThat(TopicPlan.api())
        .containsAll(TopicPlan.events())
        .filteredOn(plan -> List.of(Topics.EVENT_TYPES, Topics.TEMPLATES).contains(plan.name()))
        .hasSize(2)
        .allSatisfy(plan -> assertThat(plan.partitions()).isEqualTo(1));
  }

  @Test
  void copiesFollowTheNumberOfBrokers() {
    assertThat(TopicPlan.replicas(0, 1)).isEqualTo(1);
    assertThat(TopicPlan.replicas(0, 2)).isEqualTo(2);
    assertThat(TopicPlan.replicas(0, 5)).isEqualTo(3);
  }

  @Test
  void copiesThatAreConfiguredAreAskedForWhileABrokerIsAway() {
    assertThat(TopicPlan.replicas(3, 2)).isEqualTo(3);
    assertThat(TopicPlan.replicas(1, 3)).isEqualTo(1);
  }

  @Test
  void oneOfThreeCopiesMayBeAway() {
    assertThat(TopicPlan.minInSyncReplicas(1)).isEqualTo(1);
    assertThat(TopicPlan.minInSyncReplicas(2)).isEqualTo(1);
    assertThat(TopicPlan.minInSyncReplicas(3)).isEqualTo(2);
    assertThat(TopicPlan.minInSyncReplicas(5)).isEqualTo(4);
  }
}
