package dev.notifier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionSpreadTest {
  @Test
  void eachRouteTakesItsSessionsInTurn() {
    SessionSpread spread = new SessionSpread(Map.of("viettel", 3, "vina", 1));
    List<Integer> viettel =
        Stream.generate(() -> spread.nextPartition("viettel")).limit(7).toList();
    assertThat(viettel).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(spread.nextPartition("vina")).isZero();
    assertThat(spread.nextPartition("vina")).isZero();
  }

  @Test
  void aRouteThatIsGoneKeepsItsFirstPartition() {
    SessionSpread spread = new SessionSpread(Map.of());
    assertThat(spread.nextPartition("gone")).isZero();
    assertThat(spread.nextPartition("gone")).isZero();
  }
}
