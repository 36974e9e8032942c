package dev.notifier.worker.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionRoundRobinTest {
  @Test
  void eachRouteTakesItsSessionsInTurn() {
    SessionRoundRobin spread = new SessionRoundRobin(route -> route.equals("viettel") ? 3 : 1);
    List<Integer> viettel =
        Stream.generate(() -> spread.nextPartition("viettel")).limit(7).toList();
    assertThat(viettel).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(spread.nextPartition("vina")).isZero();
    assertThat(spread.nextPartition("vina")).isZero();
  }

  @Test
  void aSessionThatIsTakenAwayGetsNothingMore() {
    AtomicInteger sessions = new AtomicInteger(3);
    SessionRoundRobin spread = new SessionRoundRobin(route -> sessions.get());
    spread.nextPartition("viettel");
    spread.nextPartition("viettel");
    sessions.set(2);
    assertThat(Stream.generate(() -> spread.nextPartition("viettel")).limit(3))
        .containsExactly(0, 1, 0);
  }

  @Test
  void aRouteThatIsGoneKeepsItsFirstPartition() {
    SessionRoundRobin spread = new SessionRoundRobin(route -> 0);
    assertThat(spread.nextPartition("gone")).isZero();
    assertThat(spread.nextPartition("gone")).isZero();
  }
}
