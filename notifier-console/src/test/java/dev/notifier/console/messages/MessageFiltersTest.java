package dev.notifier.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageFiltersTest {
  /** Half past midnight in Vietnam, and the day before in UTC. */
  private static final Instant NIGHT = Instant.parse("2026-11-30T17:30:00Z");

  @Test
  void daysAreThoseOfVietnamAndTheLastOneIsIncluded() {
    Map<String, String> query = Map.of("from", "2026-12-01", "to", "2026-12-01");

    assertThat(MessageFilters.of(query, NIGHT).request(""))
        .isEqualTo(Map.of("from", "2026-11-30T17:00:00Z", "to", "2026-12-01T17:00:00Z"));
  }

  @Test
  void searchesSevenDaysUnlessAPersonSaysOtherwise() {
    assertThat(MessageFilters.of(Map.of(), NIGHT).get("from")).isEqualTo("2026-11-25");
    assertThat(MessageFilters.of(Map.of("from", ""), NIGHT).get("from")).isEmpty();
    assertThat(MessageFilters.of(Map.of("group", "a"), NIGHT).get("from")).isEmpty();
  }

  @Test
  void keepsTheOtherFiltersInAnAddress() {
    MessageFilters filters = MessageFilters.of(Map.of("from", "", "group", "a&b"), NIGHT);

    assertThat(filters.with("state", "REJECTED"))
        .isEqualTo("messages?group=a%26b&from=&state=REJECTED");
    assertThat(filters.with("group", null)).isEqualTo("messages?from=");
  }

  @Test
  void namesTheInputThatIsNoDay() {
    assertThat(MessageFilters.of(Map.of("to", "31/12/2026"), NIGHT).wrong()).isEqualTo("to");
    assertThat(MessageFilters.of(Map.of("to", "2026-12-31"), NIGHT).wrong()).isNull();
  }
}
