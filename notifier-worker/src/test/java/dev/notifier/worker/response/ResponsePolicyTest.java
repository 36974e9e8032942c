package dev.notifier.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RetryDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsePolicyTest {
  private int nextNumber;

  @ParameterizedTest
  @CsvSource({
    "0x58, CARRIER_THROTTLED", "0x14, CARRIER_QUEUE_FULL", "0x08, CARRIER_SYSTEM_ERROR",
    "0x45, CARRIER_TEMPORARY", "0x0A, CARRIER_INVALID_SOURCE", "0x0B, CARRIER_INVALID_DESTINATION",
    "0x66, CARRIER_REJECTED", "0x03, CARRIER_PROTOCOL_ERROR", "0x94, CARRIER_UNKNOWN_ERROR",
    "0x400, CARRIER_UNKNOWN_ERROR",
  })
  void everyCodeHasAReason(String code, FailureReason reason) {
    assertThat(ResponsePolicy.reasonOf(Integer.decode(code))).isEqualTo(reason);
  }

  @Test
  void anUnlistedCodeIsRetriedAFewTimes() {
    assertThat(actionOf(new ResponsePolicy(Map.of()), 0x4FF)).isEqualTo(ResponseAction.RETRY_FEW);
  }

  @Test
  void theStatusMapOfTheRouteOverridesTheTable() {
    ResponsePolicy policy =
        new ResponsePolicy(Map.of("0x45", "reject", "0x0B", "retry", "0x400", "other-route"));

    assertThat(actionOf(policy, 0x45)).isEqualTo(ResponseAction.REJECT);
    assertThat(actionOf(policy, 0x0B)).isEqualTo(ResponseAction.RETRY);
    assertThat(actionOf(policy, 0x400)).isEqualTo(ResponseAction.OTHER_ROUTE);
  }

  /**
   * Letters are numbers, each with its response: T throttled (0x58), Q queue full (0x14), S mapped
   * to slow (0x45), F failed (0x08), R out of step (0x04), J rejected, and . accepted. A digit
   * after it repeats it for so many further numbers; "=" in place of it means that all are one
   * number.
   */
  @ParameterizedTest
  @CsvSource({
    // One number never concerns the session, however often.
    "T,           RETRY THROTTLES_ONE",
    "T=9,         RETRY WORKS",
    ".9 T=9,      RETRY WORKS",
    "S=9,         RETRY WORKS",
    "Q=9,         RETRY WORKS",
    "F=9,         RETRY FAILS_AGAIN",
    // Two numbers can be a fault of these numbers.
    "T2,          RETRY THROTTLES_ONE",
    // From the third on, it is the session, if there are not many others.
    "T3,          SLOW THROTTLES",
    "S3,          SLOW THROTTLES",
    ".9 T3,       SLOW THROTTLES",
    ".40 T3,      RETRY THROTTLES",
    ".40 T9,      RETRY THROTTLES",
    ".40 T10,     SLOW THROTTLES",
    ".90 T9,      RETRY THROTTLES",
    ".90 T10,     SLOW THROTTLES",
    "T10 .40 T,   SLOW THROTTLES",
    "T10 .50 T,   RETRY THROTTLES",
    "T9 Q,        SLOW THROTTLES",
    // Full queues of few recipients are common.
    "Q9,          RETRY WORKS",
    "Q10,         SLOW THROTTLES",
    ".90 Q9,      RETRY WORKS",
    ".90 Q10,     SLOW THROTTLES",
    "Q10 .50 Q,   RETRY WORKS",
    // A failure for other numbers is news.
    "F9,          RETRY FAILS",
    "F=9 F,       RETRY FAILS",
    "J9,          REJECT WORKS",
    // The session is bound again if a large share says that it is out of step.
    "R,           REBIND FAILS",
    ".4 R,        REBIND FAILS",
    ".5 R,        RETRY_FEW FAILS",
    ".50 R=9,     RETRY_FEW FAILS_AGAIN",
    ".90 R9,      RETRY_FEW FAILS",
    ".90 R10,     REBIND FAILS",
    "R2,          RETRY_FEW FAILS",
  })
  void whatAResponseConcernsDependsOnTheLastResponsesToOtherNumbers(
      String responses, String lastVerdict) {
    ResponsePolicy policy = new ResponsePolicy(Map.of("0x45", "slow"));

    String verdict = respond(policy, responses, 1_000);

    assertThat(verdict).isEqualTo(lastVerdict);
  }

  @Test
  void atLowTrafficOnlyTheLastMinuteCounts() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    respond(policy, ".90", 0);

    assertThat(respond(policy, "T3", 61_000)).isEqualTo("SLOW THROTTLES");
    assertThat(respond(policy, "T2", 122_001)).isEqualTo("RETRY THROTTLES_ONE");
  }

  @Test
  void aNumberThatIsAcceptedIsNoLongerThrottled() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    for (int i = 0; i < 9; i++) {
      policy.rejected("+84910000001", 0x58, 0);
      policy.rejected("+84910000002", 0x58, 0);
      policy.accepted("+84910000002", 0);
      policy.accepted("+84910000001", 0);
    }

    assertThat(policy.rejected("+84910000003", 0x58, 0).action()).isEqualTo(ResponseAction.RETRY);
  }

  @Test
  void aSilentNumberCountsOnceAsAFailure() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());

    assertThat(policy.timedOut("+84910000001", 0)).isEqualTo(ResponsePolicy.Signal.FAILS);
    assertThat(policy.timedOut("+84910000001", 1)).isEqualTo(ResponsePolicy.Signal.FAILS_AGAIN);
    assertThat(policy.timedOut("+84910000002", 2)).isEqualTo(ResponsePolicy.Signal.FAILS);
  }

  /** One number is out of step for a day, with a message every ten seconds and no other traffic. */
  @Test
  void oneNumberCausesFewRebinds() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    List<Long> minutes = new ArrayList<>();
    for (long second = 0; second < 86_400; second += 10) {
      if (policy.rejected("+84910000001", 0x04, second * 1_000).action() == ResponseAction.REBIND) {
        minutes.add(second / 60);
      }
    }

    assertThat(minutes).startsWith(0L, 5L, 15L, 35L, 75L, 135L, 195L).hasSizeLessThan(30);
  }

  @Test
  void severalNumbersCauseARebindOnceAMinute() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    List<Long> seconds = new ArrayList<>();
    for (long second = 0; second < 180; second++) {
      if (policy.rejected("+8491000" + second, 0x04, second * 1_000).action()
          == ResponseAction.REBIND) {
        seconds.add(second);
      }
    }

    assertThat(seconds).containsExactly(0L, 60L, 120L);
  }

  /** Returns the verdict on the last response. */
  private String respond(ResponsePolicy policy, String responses, long atMs) {
    String verdict = "";
    for (String part : responses.split(" ", -1)) {
      boolean isOneNumber = part.indexOf('=') > 0;
      String count = part.substring(isOneNumber ? 2 : 1);
      nextNumber++;
      for (int i = 0; i < (count.isEmpty() ? 1 : Integer.parseInt(count)); i++) {
        nextNumber += isOneNumber ? 0 : 1;
        String number = "+8491%07d".formatted(nextNumber);
        int status = "JFTQSR".indexOf(part.charAt(0));
        if (status < 0) {
          policy.accepted(number, atMs);
        } else {
          ResponsePolicy.Verdict last =
              policy.rejected(number, new int[] {0x0B, 0x08, 0x58, 0x14, 0x45, 0x04}[status], atMs);
          verdict = last.action() + " " + last.signal();
        }
      }
    }
    return verdict;
  }

  private static ResponseAction actionOf(ResponsePolicy policy, int status) {
    return policy.rejected("+84910000000", status, 0).action();
  }

  @Test
  void theRetryScheduleEnds() {
    assertThat(RetrySchedule.delayAfter(ResponseAction.RETRY_FEW, 1)).contains(RetryDelay.S5);
    assertThat(RetrySchedule.delayAfter(ResponseAction.RETRY_FEW, 3)).contains(RetryDelay.M5);
    assertThat(RetrySchedule.delayAfter(ResponseAction.RETRY_FEW, 4)).isEmpty();
    assertThat(RetrySchedule.delayAfter(ResponseAction.RETRY, 6)).contains(RetryDelay.H2);
    assertThat(RetrySchedule.delayAfter(ResponseAction.RETRY, 7)).isEmpty();
  }
}
