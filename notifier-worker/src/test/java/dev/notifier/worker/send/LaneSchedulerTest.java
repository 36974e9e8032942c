package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneSchedulerTest {
  private final LaneScheduler scheduler = new LaneScheduler();

  @Test
  void urgentIsFirstAndNormalHasFourTurnsForEachOfBulk() {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lanes.add(scheduler.next(i == 3, true, true));
    }

    assertThat(lanes)
        .containsExactly(
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.URGENT,
            Lane.NORMAL,
            Lane.BULK,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL);
  }

  @Test
  void aLaneHasEveryTurnWhileTheOthersAreEmpty() {
    assertThat(scheduler.next(false, false, true)).isEqualTo(Lane.BULK);
    assertThat(scheduler.next(false, false, true)).isEqualTo(Lane.BULK);
    assertThat(scheduler.next(false, true, false)).isEqualTo(Lane.NORMAL);
    assertThat(scheduler.next(false, false, false)).isNull();
  }
}
