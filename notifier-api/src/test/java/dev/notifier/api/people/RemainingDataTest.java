package dev.notifier.api.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.topics.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The description lists the codes, and the console has words for each. */
  @Test
  void eachHasACodeOfTheDescription() throws IOException {
    Matcher codes =
        Pattern.compile("code: \\{ type: string, enum: \\[(events, [^]]*)]")
            .matcher(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    assertThat(codes.find()).isTrue();
    assertThat(Stream.concat(RemainingData.LATER.stream(), RemainingData.KEPT.stream()))
        .extracting(RemainingData::code)
        .containsExactly(codes.group(1).split(", "));
  }

  @Test
  void saysAnAgeInDays() {
    assertThat(RemainingData.LATER)
        .filteredOn(each -> each.code().equals("receipts"))
        .singleElement()
        .satisfies(receipts -> {
          assertThat(receipts.days()).isEqualTo(TopicSettings.STREAM_RETENTION.toDays());
          assertThat(receipts.until()).isEqualTo(receipts.days() + " days after it was written");
        });
  }
}
