package dev.notifier.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.behaviour.BehaviourFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoFaultsTest {
  private static final JsonNode OTHERS =
      JsonMapper.shared().readTree("[{\"fault\": \"silence\", \"to\": \"84750000008\"}]");

  @Test
  void theyComeAfterThoseOfTestNumbers() {
    JsonNode busy = DemoFaults.with(OTHERS, true).path("faults");
    assertThat(busy.path(0)).isEqualTo(OTHERS.path(0));
    assertThat(busy.path(1).path("fault").asString()).isEqualTo("refuse");
    assertThat(BehaviourFormat.fromYaml(DemoFaults.with(OTHERS, true).toString()).faults())
        .hasSize(busy.size());
    assertThat(DemoFaults.with(OTHERS, false).path("faults"))
        .hasSize(busy.size() - 1)
        .noneMatch(fault -> fault.path("fault").asString().equals("refuse"));
  }

  @ParameterizedTest
  @CsvSource({
    "84901234567, true", "84931234567, true", "84891234567, true", "84701234567, true",
    "84791234567, true", "84751234567, false", "84911234567, false", "84961234567, false"
  })
  void theSecondCarrierIsThrottled(String number, boolean throttled) {
    String to = DemoFaults.with(OTHERS, true).at("/faults/1/to").asString();
    assertThat(number.matches(to)).isEqualTo(throttled);
  }
}
