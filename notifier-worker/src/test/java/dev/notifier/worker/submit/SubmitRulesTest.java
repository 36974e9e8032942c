package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitRulesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void urgentGoesFirstAndNormalGoesFourTimesForEachBulk() {
    LaneScheduler picker = new LaneScheduler();
    List<Lane> picked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      picked.add(picker.pick(i == 3, true, true));
    }

    assertThat(picked).element(3).isEqualTo(Lane.URGENT);
    picked.remove(3);
    assertThat(picked)
        .containsExactly(
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.BULK,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL,
            Lane.NORMAL);
  }

  @Test
  void aLaneAloneHasEveryTurn() {
    LaneScheduler picker = new LaneScheduler();

    assertThat(picker.pick(false, false, true)).isEqualTo(Lane.BULK);
    assertThat(picker.pick(false, false, true)).isEqualTo(Lane.BULK);
    assertThat(picker.pick(false, true, false)).isEqualTo(Lane.NORMAL);
    assertThat(picker.pick(false, false, false)).isNull();
  }

  @Test
  void theRateIsKeptSmoothlyOverAMinute() {
    SmoothRateLimiter pacer = new SmoothRateLimiter(200, 0);
    int taken = 0;
    int mostAtOnce = 0;
    for (long now = 0; now < 60 * SECOND; now += 2_000_000) {
      int atOnce = 0;
      while (pacer.take(now)) {
        atOnce++;
      }
      taken += atOnce;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
    }

    assertThat(taken).isBetween(11_990, 12_010);
    assertThat(mostAtOnce).isLessThanOrEqualTo(10);
  }

  @Test
  void afterAPauseNoMoreThanFiftyMillisecondsWorthGoesAtOnce() {
    SmoothRateLimiter pacer = new SmoothRateLimiter(1_000, 0);
    int taken = 0;
    while (pacer.take(10 * SECOND)) {
      taken++;
    }

    assertThat(taken).isEqualTo(50);
  }

  @Test
  void withoutARateThereIsNoLimit() {
    SmoothRateLimiter pacer = new SmoothRateLimiter(0, 0);

    assertThat(pacer.take(0)).isTrue();
    assertThat(pacer.take(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0x58, CARRIER_THROTTLED", "0x14, CARRIER_QUEUE_FULL", "0x08, CARRIER_SYSTEM_ERROR",
    "0x45, CARRIER_TEMPORARY", "0x0A, CARRIER_INVALID_SOURCE", "0x0B, CARRIER_INVALID_DESTINATION",
    "0x66, CARRIER_REJECTED", "0x03, CARRIER_PROTOCOL_ERROR", "0x94, CARRIER_UNKNOWN_ERROR",
    "0x400, CARRIER_UNKNOWN_ERROR",
  })
  void everyAnswerHasACause(String code, FailureReason reason) {
    assertThat(ResponsePolicy.reason(Integer.decode(code))).isEqualTo(reason);
  }

  @Test
  void anUnknownCodeIsTriedAgainRatherThanTakenForFinal() {
    assertThat(new ResponsePolicy(Map.of()).of(0x4FF)).isEqualTo(ResponseAction.RETRY_FEW);
  }

  @Test
  void theRoutesOwnWordAboutACodeComesFirst() {
    ResponsePolicy policy =
        new ResponsePolicy(Map.of("0x45", "reject", "0x0B", "retry", "0x400", "other-route"));

    assertThat(policy.of(0x45)).isEqualTo(ResponseAction.REJECT);
    assertThat(policy.of(0x0B)).isEqualTo(ResponseAction.RETRY);
    assertThat(policy.of(0x400)).isEqualTo(ResponseAction.OTHER_ROUTE);
    assertThat(policy.of(0x58)).isEqualTo(ResponseAction.SLOW);
  }

  @Test
  void oneFullQueueIsARecipientsAndManyAreTheLinks() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    for (int i = 0; i < 9; i++) {
      assertThat(policy.of(0x14)).isEqualTo(ResponseAction.RETRY);
    }
    assertThat(policy.of(0x14)).isEqualTo(ResponseAction.SLOW);
    for (int i = 0; i < 50; i++) {
      policy.accepted();
    }
    assertThat(policy.of(0x14)).isEqualTo(ResponseAction.RETRY);
  }

  @Test
  void attemptsEnd() {
    assertThat(ResponseAction.RETRY_FEW.delayAfter(1)).contains(RetryDelay.S5);
    assertThat(ResponseAction.RETRY_FEW.delayAfter(3)).contains(RetryDelay.M5);
    assertThat(ResponseAction.RETRY_FEW.delayAfter(4)).isEmpty();
    assertThat(ResponseAction.RETRY.delayAfter(6)).contains(RetryDelay.H2);
    assertThat(ResponseAction.RETRY.delayAfter(7)).isEmpty();
  }

  @Test
  void bindingIsTriedAgainLaterAndLaterUpToAMinute() {
    RandomGenerator none = () -> 0L;
    BindBackoff backoff = new BindBackoff(none);
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(backoff.failed());
    }

    assertThat(waits).first().isEqualTo(Duration.ofMillis(500));
    assertThat(waits).last().isEqualTo(Duration.ofSeconds(30));
    backoff.succeeded();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(500));
  }
}
