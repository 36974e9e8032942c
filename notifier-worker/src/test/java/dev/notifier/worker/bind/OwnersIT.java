package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers share the binds as real members of the group. */
class OwnersIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final TestKafka KAFKA = TestKafka.shared();
  private static final int SESSIONS = 4;

  private final SubmitTestBed bed = new SubmitTestBed(KAFKA);
  private final List<String> routes = new ArrayList<>();

  @AfterEach
  void closeTestBed() throws Exception {
    bed.close();
  }

  @Test
  void workersThatStartTogetherGetEqualSharesAndAnotherOneTakesItsShare() throws Exception {
    Smsc smsc = bed.smsc();
    for (int i = 0; i < 4; i++) {
      routes.add(bed.route("-" + i, smsc, Map.of("sessions", SESSIONS)));
    }
    SubmitStage first = bed.start();
    SubmitStage second = bed.start();

    // One of them may own all binds until the other is a member.
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(List.of(first.binds().size(), second.binds().size())).containsExactly(8, 8);
          assertThat(areAllBound()).isTrue();
        });
    assertThat(List.of(first.binds().size(), second.binds().size())).containsExactly(8, 8);
    for (String route : routes) {
      assertThat(first.binds().stream().filter(bind -> bind.route().equals(route))).hasSize(2);
    }

    SubmitStage third = bed.start();
    await().atMost(LIMIT).until(() -> third.binds().size() >= 5 && areAllBound());
    assertThat(List.of(first.binds().size(), second.binds().size(), third.binds().size()))
        .containsExactlyInAnyOrder(5, 5, 6);

    bed.stop(second);
    await().atMost(LIMIT).until(this::areAllBound);
    assertThat(List.of(first.binds().size(), third.binds().size())).containsExactly(8, 8);
    assertThat(first.problems()).isEmpty();
  }

  private boolean areAllBound() {
    for (String route : routes) {
      for (int session = 0; session < SESSIONS; session++) {
        if (bed.phase(route, session) != Phase.BOUND) {
          return false;
        }
      }
    }
    return true;
  }
}
