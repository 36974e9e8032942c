package dev.notifier.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.journal.BindId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingMessagesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final BindStatus bind = new BindStatus(new BindId(0, "viettel", 1), 10);
  private final BindStatus other = new BindStatus(new BindId(1, "mobifone", 0), 10);

  @BeforeEach
  void bound() {
    bind.setPhase(Phase.BOUND);
    other.setPhase(Phase.BOUND);
  }

  @Test
  void nothingIsReportedUpToTheLimitOfTheLane() {
    waits(Lane.URGENT, Duration.ofSeconds(30));
    assertThat(warnings()).isEmpty();
    waits(Lane.NORMAL, Duration.ofMinutes(10));
    assertThat(warnings()).isEmpty();
    bind.setWaiting(Map.of());
    assertThat(warnings()).isEmpty();
  }

  @Test
  void theLaneThatWaitsIsNamedWithItsAgeAndTheOthersAreNot() {
    bind.setWaiting(
        Map.of(Lane.URGENT, NOW.minusSeconds(2), Lane.BULK, NOW.minus(Duration.ofMinutes(61))));
    other.setWaiting(Map.of(Lane.BULK, NOW.minus(Duration.ofMinutes(1))));
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith(
            "bind viettel/1, lane bulk: the oldest message has waited for 61 minutes, more than"
                + " 10 minutes; ")
        .contains("raise rate or sessions");
    assertThat(bind.oldestAge(Lane.BULK, NOW)).isEqualTo(Duration.ofMinutes(61));
    assertThat(bind.oldestAge(Lane.NORMAL, NOW)).isZero();
  }

  @Test
  void urgentMessagesHaveASmallerLimit() {
    waits(Lane.URGENT, Duration.ofSeconds(31));
    assertThat(warnings()).singleElement().asString().contains("lane urgent", "31 s", "30 s");
  }

  @Test
  void theCauseIsNamed() {
    waits(Lane.BULK, Duration.ofHours(1));
    bind.setSegments(10, 5);
    assertThat(warnings()).singleElement().asString().contains("the window of 10 is full");
    bind.setLimits(10, 12.04, 100);
    assertThat(warnings()).singleElement().asString().contains("throttles to 12.0 of 100.0");
    bind.setProblems(List.of("a newer record"));
    assertThat(warnings()).singleElement().asString().contains("a record stops a lane");
    bind.setPhase(Phase.CIRCUIT_OPEN);
    assertThat(warnings()).singleElement().asString().endsWith("the bind is CIRCUIT_OPEN");
    bind.setLastError("refused");
    assertThat(warnings()).singleElement().asString().endsWith("CIRCUIT_OPEN: refused");
  }

  private void waits(Lane lane, Duration age) {
    bind.setWaiting(Map.of(lane, NOW.minus(age)));
  }

  private List<String> warnings() {
    return WaitingMessages.warnings(List.of(bind, other), NOW);
  }
}
