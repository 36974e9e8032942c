package dev.notifier.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final long MAX = 64L << 20;
  private static final int SMALL = BodyBudget.SMALL_BODY_BYTES;

  private final BodyBudget budget = new BodyBudget(MAX);

  @Test
  void reservesWhatArrivedAndNothingElse() {
    BodyBudget.Reservation body = budget.open("a");
    assertThat(budget.bytes()).isZero();

    assertThat(body.growTo(4_096)).isTrue();
    assertThat(body.growTo(1 << 20)).isTrue();
    assertThat(budget.bytes()).isEqualTo(1 << 20);

    body.close();
    body.close();
    assertThat(budget.bytes()).isZero();
  }

  @Test
  void noAddressMayUseAWholeBudget() {
    BodyBudget.Reservation greedy = budget.open("a");
    assertThat(greedy.growTo(MAX / 4 * 3 + SMALL)).isTrue();
    assertThat(greedy.growTo(MAX / 4 * 3 + SMALL + 1)).isFalse();

    assertThat(budget.open("b").growTo(10 << 20)).isTrue();
  }

  @Test
  void largeBodiesLeaveRoomForSmallOnes() {
    assertThat(budget.open("a").growTo(MAX / 2)).isTrue();
    assertThat(budget.open("b").growTo(MAX / 2 + SMALL)).isTrue();

    assertThat(budget.open("c").growTo(1 << 20)).isFalse();
    assertThat(budget.open("c").growTo(SMALL)).isTrue();
  }

  @Test
  void aRejectedReservationChangesNothing() {
    assertThat(budget.open("a").growTo(MAX / 2)).isTrue();
    assertThat(budget.open("b").growTo(MAX / 2)).isTrue();
    long before = budget.bytes();

    assertThat(budget.open("c").growTo(16 << 20)).isFalse();

    assertThat(budget.bytes()).isEqualTo(before);
  }
}
