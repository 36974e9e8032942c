package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  @Test
  void theContractIsKeptToHalfAPercentOverAMinute() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    int taken = 0;
    for (long now = 0; now < 60 * SECOND; now += 3 * MS) {
      while (rate.take(now)) {
        taken++;
      }
    }

    assertThat(taken).isBetween(11_940, 12_010);
  }

  /** A carrier that takes 120 a second from one who may write 200. */
  @Test
  void itSettlesJustUnderWhatTheCarrierTakesWithFewRefusals() {
    Carrier carrier = new Carrier(120, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    carrier.run(rate, 0, 60 * SECOND);
    int refusedAtFirst = carrier.refused;
    int takenAtFirst = carrier.taken;

    carrier.run(rate, 60 * SECOND, 120 * SECOND);

    assertThat(rate.allowed()).isBetween(100.0, 140.0);
    assertThat(carrier.taken - takenAtFirst).isGreaterThan(6_400);
    assertThat(carrier.refused - refusedAtFirst).isLessThan(144); // 2 percent
  }

  @Test
  void whenTheCarrierRecoversTheRateGrowsBackToTheContract() {
    Carrier carrier = new Carrier(120, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    carrier.run(rate, 0, 30 * SECOND);
    carrier.perSecond = 1_000;

    carrier.run(rate, 30 * SECOND, 120 * SECOND);

    assertThat(rate.allowed()).isEqualTo(200);
  }

  @Test
  void withoutAContractThereIsALimitOnlyWhileTheCarrierAsksForOne() {
    Carrier carrier = new Carrier(300, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(0, 0);
    assertThat(rate.isLimited()).isFalse();
    carrier.run(rate, 0, 10 * SECOND);
    assertThat(rate.allowed()).isBetween(200.0, 400.0);
    carrier.perSecond = 100_000;

    carrier.run(rate, 10 * SECOND, 120 * SECOND);

    assertThat(rate.isLimited()).isFalse();
  }

  @Test
  void congestionHoldsTheRateAndTooMuchOfItCutsIt() {
    AdaptiveRate rate = new AdaptiveRate(100, 0);
    rate.congestion(95, 2 * SECOND);
    double cut = rate.allowed();
    assertThat(cut).isEqualTo(90);
    rate.congestion(85, 3 * SECOND);
    rate.take(30 * SECOND);
    assertThat(rate.allowed()).isEqualTo(cut);
    rate.congestion(40, 31 * SECOND);
    for (long now = 32 * SECOND; now < 60 * SECOND; now += SECOND) {
      rate.take(now);
    }
    assertThat(rate.allowed()).isEqualTo(100);
  }

  @Test
  void aLowerContractHoldsAtOnceAndAHigherOneDoesNotLiftACut() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    rate.contract(100, SECOND);
    assertThat(rate.allowed()).isEqualTo(100);
    rate.refused(2 * SECOND);
    double cut = rate.allowed();
    rate.contract(400, 3 * SECOND);
    assertThat(rate.allowed()).isEqualTo(cut).isLessThan(100);
  }

  /** Takes so many a second, with a bucket of a tenth of a second, and answers after a while. */
  private static final class Carrier {
    private double perSecond;
    private final long answersAfter;
    private final Deque<Long> answersDue = new ArrayDeque<>();
    private final Deque<Boolean> answers = new ArrayDeque<>();
    private double room;
    private int taken;
    private int refused;

    Carrier(double perSecond, long answersAfter) {
      this.perSecond = perSecond;
      this.answersAfter = answersAfter;
      room = perSecond / 10;
    }

    void run(AdaptiveRate rate, long from, long until) {
      for (long now = from; now < until; now += MS) {
        room = Math.min(perSecond / 10, room + perSecond / 1_000);
        while (!answersDue.isEmpty() && answersDue.peek() <= now) {
          answersDue.remove();
          answer(rate, answers.remove(), now);
        }
        while (answersDue.size() < 100 && rate.take(now)) {
          boolean takes = room >= 1;
          room -= takes ? 1 : 0;
          answersDue.add(now + answersAfter);
          answers.add(takes);
        }
      }
    }

    private void answer(AdaptiveRate rate, boolean isTaken, long now) {
      if (isTaken) {
        taken++;
        rate.accepted(now);
      } else {
        refused++;
        rate.refused(now);
      }
    }
  }
}
