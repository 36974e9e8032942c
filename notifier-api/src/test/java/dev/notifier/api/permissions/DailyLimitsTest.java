package dev.notifier.api.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DailyLimitsTest {
  private static final int LIMIT = 5;

  /** 23:59:50 in Vietnam. */
  private Instant now = Instant.parse("2026-12-01T16:59:50Z");

  private final TestPermissions.Counts counts = new TestPermissions.Counts();
  private final DailyLimits one = new DailyLimits(counts, () -> now);
  private final DailyLimits other = new DailyLimits(counts, () -> now);

  private static int acquired(DailyLimits limits, int wanted) {
    int acquired = 0;
    for (int i = 0; i < wanted; i++) {
      if (limits.tryAcquire("a", LIMIT)) {
        acquired++;
      }
    }
    return acquired;
  }

  @Test
  void anInstanceNeverAcceptsMoreThanTheLimit() {
    assertThat(acquired(one, 4)).isEqualTo(4);
    one.flush();
    assertThat(acquired(one, 4)).isEqualTo(1);
    one.flush();
    one.flush();
    assertThat(acquired(one, 1)).isZero();
    assertThat(one.tryAcquire("b", LIMIT)).as("another key").isTrue();
  }

  @Test
  void instancesKnowTheCountsOfEachOtherAfterTheyWereStored() {
    acquired(one, 3);
    one.flush();
    other.flush();
    assertThat(acquired(other, 9)).isEqualTo(2);
    other.flush();
    one.flush();
    assertThat(acquired(one, 1)).isZero();
  }

  @Test
  void aNewInstanceKnowsTheDayFromItsStart() {
    acquired(one, 5);
    one.close();
    other.flush();
    assertThat(acquired(other, 1)).isZero();
  }

  @Test
  void allOrNothingOfABatchIsCounted() {
    assertThat(one.tryAcquire("a", LIMIT, 6)).isFalse();
    assertThat(one.left("a", LIMIT)).isEqualTo(5);
    assertThat(one.tryAcquire("a", LIMIT, 4)).isTrue();
    assertThat(one.left("a", LIMIT)).isEqualTo(1);
    assertThat(one.tryAcquire("a", LIMIT, 2)).isFalse();
    assertThat(one.left("a", 3)).as("the limit was lowered").isZero();
  }

  @Test
  void whatWasNotAcceptedIsTakenBack() {
    acquired(one, 5);
    one.flush();
    one.release("a", 2);
    assertThat(acquired(one, 9)).isEqualTo(2);
    one.flush();
    assertThat(counts.totals).containsEntry("2026-12-01 a", 5L);
    one.release("a", 99);
    assertThat(acquired(one, 9)).as("never more than a day").isEqualTo(5);
  }

  @Test
  void withoutPostgresAnInstanceCountsAlone() {
    acquired(one, 2);
    counts.isDown = true;
    one.flush();
    assertThat(acquired(one, 9)).isEqualTo(3);
    counts.isDown = false;
    one.flush();
    assertThat(counts.totals).containsEntry("2026-12-01 a", 5L);
  }

  @Test
  void theDayIsThatOfVietnam() {
    acquired(one, 5);
    assertThat(DailyLimits.secondsUntilNextDay(now)).isEqualTo(11);
    now = now.plusSeconds(9);
    assertThat(acquired(one, 1)).isZero();
    one.flush();
    now = now.plusSeconds(1);
    one.release("a", 3);
    assertThat(acquired(one, 9)).as("nothing is taken back of yesterday").isEqualTo(5);
    one.flush();
    assertThat(counts.totals).containsEntry("2026-12-02 a", 5L);
  }
}
