package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One number that the carrier throttles, refuses or ignores for ever must not slow the messages for
 * other numbers, in simulated time.
 */
class OneNumberTest {
  private static final String ONE = "+84910000001";
  private static final int RATE = 100;

  /** No lane is empty before the end. */
  private static final int MORE_THAN_A_MINUTE = 65 * RATE;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private int next;

  /** The status for the one number (-1: no response), how many messages it has, and the window. */
  @ParameterizedTest
  @CsvSource({
    "0x58,   1,  10",
    "0x58,   1, 100",
    "0x58, 300,  10",
    "0x58, 300, 100",
    "0x45,   1,  10", // mapped to slow
    "0x45, 300, 100",
    "0x14,   1,  10",
    "0x14, 300,  10",
    "0x14, 300, 100",
    "0x08,   1,  10",
    "0x08, 300,  10",
    "0x08, 300, 100",
    "0x64, 300,  10",
    "0x04,   1,  10",
    "0x04, 300,  10",
    "0x05, 300, 100",
    "0x0D, 300, 100",
    "0x400, 300, 10", // mapped to other-route, and there is none
    "-1,     1,  10",
    "-1,   300,  10",
    "-1,   300, 100",
  })
  void oneNumberDoesNotSlowTheOthers(String status, int messages, int window) {
    int code = Integer.decode(status);
    SimulatedBind bind = bind(window, number -> number.equals(ONE) ? code : 0);
    for (int i = 0; i < messages; i++) {
      bind.send(0, Lane.NORMAL, SubmitFixtures.message("a", Lane.NORMAL, ONE));
    }
    sendOthers(bind, Lane.NORMAL, MORE_THAN_A_MINUTE);
    sendUrgent(bind);

    bind.run(MINUTE);

    assertThat(bind.accepted).as("accepted for others").isGreaterThan((int) (0.95 * 60 * RATE));
    assertThat(bind.urgentDelaysMs).hasSize(58).allMatch(delay -> delay <= 100);
    assertThat(bind.rate()).as("rate").isEqualTo(RATE);
    assertThat(bind.circuitOpenMs).as("circuit open").isZero();
    // The first response on a session may be the one number's.
    assertThat(bind.rebinds).as("rebinds").isLessThanOrEqualTo(1);
    if (messages == 1) {
      assertThat(bind.writtenByNumber.get(ONE)).as("attempts in a minute").isBetween(1, 4);
    }
  }

  /** The urgent lane has the number, and many messages for it. */
  @ParameterizedTest
  @CsvSource({"0x58, 10", "0x14, 10", "0x08, 10", "0x04, 10", "-1, 10", "-1, 100"})
  void oneNumberOnTheUrgentLaneDoesNotSlowTheOtherLanes(String status, int window) {
    int code = Integer.decode(status);
    SimulatedBind bind = bind(window, number -> number.equals(ONE) ? code : 0);
    for (int i = 0; i < 100; i++) {
      bind.send(1_000, Lane.URGENT, SubmitFixtures.message("a", Lane.URGENT, ONE));
    }
    sendOthers(bind, Lane.BULK, MORE_THAN_A_MINUTE);
    sendUrgent(bind);

    bind.run(MINUTE);

    assertThat(bind.accepted).isGreaterThan((int) (0.93 * 60 * RATE));
    // Those that come while the number is not yet known to be silent wait for a second at most.
    assertThat(bind.urgentDelaysMs).hasSize(58).allMatch(delay -> delay <= 1_100);
    assertThat(bind.urgentDelaysMs.stream().filter(delay -> delay > 100).count()).isLessThan(3);
    assertThat(bind.rate()).isEqualTo(RATE);
    assertThat(bind.circuitOpenMs).isZero();
    assertThat(bind.rebinds).isZero();
  }

  /** There is no other traffic than the one number and one OTP per second. */
  @ParameterizedTest
  @CsvSource({"0x58", "0x14", "0x08", "0x04", "-1"})
  void oneNumberAloneDoesNotSlowTheFewUrgentMessages(String status) {
    int code = Integer.decode(status);
    SimulatedBind bind = bind(10, number -> number.equals(ONE) ? code : 0);
    for (int i = 0; i < 300; i++) {
      bind.send(i * 200L, Lane.NORMAL, SubmitFixtures.message("a", Lane.NORMAL, ONE));
    }
    sendUrgent(bind);

    bind.run(MINUTE);

    assertThat(bind.urgentDelaysMs).hasSize(58).allMatch(delay -> delay <= 100);
    assertThat(bind.rate()).isEqualTo(RATE);
    assertThat(bind.circuitOpenMs).isZero();
    assertThat(bind.rebinds).isLessThanOrEqualTo(1);
  }

  /** Five numbers of 6,000 are throttled for ever: that is too few to concern the session. */
  @Test
  void aFewNumbersCostLittle() {
    SimulatedBind bind = bind(10, number -> number.compareTo("+84910000006") < 0 ? 0x58 : 0);
    for (int i = 1; i <= 5; i++) {
      bind.send(0, Lane.NORMAL, SubmitFixtures.message("a", Lane.NORMAL, "+8491000000" + i));
    }
    next = 10;
    sendOthers(bind, Lane.NORMAL, MORE_THAN_A_MINUTE);
    sendUrgent(bind);

    bind.run(MINUTE);

    assertThat(bind.accepted).isGreaterThan((int) (0.9 * 60 * RATE));
    assertThat(bind.urgentDelaysMs).hasSize(58).allMatch(delay -> delay <= 100);
  }

  /** The carrier throttles every second segment, whatever its number. */
  @Test
  void aThrottledSessionIsSlowedAndNoSegmentIsRepeatedMoreThanFiveTimesAtOnce() {
    int[] count = new int[1];
    SimulatedBind bind = bind(10, number -> number.equals(ONE) || count[0]++ % 2 == 0 ? 0x58 : 0);
    bind.send(0, Lane.NORMAL, SubmitFixtures.message("a", Lane.NORMAL, ONE));
    sendOthers(bind, Lane.NORMAL, 2_000);

    bind.run(Duration.ofSeconds(5));

    assertThat(bind.rate()).isLessThan(0.5 * RATE);
    assertThat(bind.writtenByNumber.values()).allMatch(written -> written <= 6);
    assertThat(bind.transfers).containsKey("notifier.retry.normal.5s");
  }

  @Test
  void aCarrierThatFailsForAllNumbersOpensTheCircuitBreaker() {
    SimulatedBind bind = bind(10, _ -> 0x08);
    sendOthers(bind, Lane.NORMAL, 2_000);

    bind.run(Duration.ofSeconds(10));

    assertThat(bind.circuitOpenMs).isGreaterThan(8_000);
  }

  @Test
  void aSessionThatIsOutOfStepForAllNumbersIsBoundAgain() {
    SimulatedBind bind = bind(10, _ -> 0x04);
    sendOthers(bind, Lane.NORMAL, 10);

    bind.run(Duration.ofSeconds(10));

    assertThat(bind.rebinds).isEqualTo(1);
  }

  private static SimulatedBind bind(int window, ToIntFunction<String> carrier) {
    return new SimulatedBind(window, RATE, Map.of("0x45", "slow", "0x400", "other-route"), carrier);
  }

  private void sendOthers(SimulatedBind bind, Lane lane, int count) {
    for (int i = 0; i < count; i++) {
      bind.send(0, lane, SubmitFixtures.message("a", lane, number()));
    }
  }

  /** One message per second, from the first to the 58th. */
  private void sendUrgent(SimulatedBind bind) {
    for (int second = 1; second <= 58; second++) {
      bind.send(second * 1_000L, Lane.URGENT, SubmitFixtures.message("a", Lane.URGENT, number()));
    }
  }

  private String number() {
    return "+8492%07d".formatted(next++);
  }
}
