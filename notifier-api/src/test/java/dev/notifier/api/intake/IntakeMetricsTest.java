package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IntakeMetrics metrics = new IntakeMetrics(registry);

  /** Events that Kafka did not confirm are not rejected and have a metric of their own. */
  @Test
  void thereIsOneSeriesForEachCodeOfAnEvent() throws IOException {
    var codesOfEvents = new ArrayList<String>();
    var section = "";
    for (var line : Files.readAllLines(Path.of("../docs/errors.md"))) {
      section = line.startsWith("## ") ? line : section;
      if (section.startsWith("## Events") && line.startsWith("| `")) {
        codesOfEvents.add(line.split("`", -1)[1]);
      }
    }
    assertThat(codesOfEvents).contains("not-json", "phone-foreign").hasSizeGreaterThan(30);
    codesOfEvents.remove(ErrorCode.NOT_CONFIRMED.id());

    assertThat(codes()).containsExactlyInAnyOrderElementsOf(codesOfEvents);
  }

  @Test
  void everyRejectionIsCounted() {
    metrics.rejected(ErrorCode.UNKNOWN_TYPE);
    metrics.rejected(ErrorCode.UNKNOWN_TYPE);
    metrics.rejected(ErrorCode.INVALID_PARAMETER);

    assertThat(count(ErrorCode.UNKNOWN_TYPE)).isEqualTo(2);
    assertThat(count(ErrorCode.INVALID_PARAMETER)).isEqualTo(1);
    assertThat(count(ErrorCode.NOT_JSON)).isZero();
  }

  private double count(ErrorCode code) {
    return registry.get("notifier.events.rejected").tag("code", code.id()).counter().count();
  }

  private List<String> codes() {
    return registry.find("notifier.events.rejected").counters().stream()
        .map(counter -> String.valueOf(counter.getId().getTag("code")))
        .toList();
  }
}
