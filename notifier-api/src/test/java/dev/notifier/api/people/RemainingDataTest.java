package dev.notifier.api.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.topics.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemainingDataTest {
  @Test
  void eachTopicIsNamed() {
    List<String> named =
        Stream.concat(
                RemainingData.LATER.stream().map(RemainingData::place),
                RemainingData.TOPICS_WITHOUT.stream())
            .toList();
    List<TopicSettings> topics = new ArrayList<>(TopicSettings.pipeline(Map.of("viettel", 1)));
    topics.add(TopicSettings.auditHeads());
    assertThat(topics)
        .allSatisfy(topic ->
            assertThat(named)
                .anyMatch(
                    place -> topic.name().equals(place) || topic.name().startsWith(place + ".")));
  }

  @Test
  void plannedEventsStayForTheirSetting() {
    assertThat(RemainingData.LATER)
        .filteredOn(each -> each.place().equals("notifier.events"))
        .singleElement()
        .satisfies(events -> {
          assertThat(events.data()).doesNotContain("not planned");
          assertThat(events.until()).contains("notifier.kafka.keep-events");
        });
  }
}
