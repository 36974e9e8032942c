package dev.notifier.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RetryDelay;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsePolicyTest {
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
    assertThat(new ResponsePolicy(Map.of()).rejected(0x4FF)).isEqualTo(ResponseAction.RETRY_FEW);
  }

  @Test
  void theStatusMapOfTheRouteOverridesTheTable() {
    ResponsePolicy policy =
        new ResponsePolicy(Map.of("0x45", "reject", "0x0B", "retry", "0x400", "other-route"));

    assertThat(policy.rejected(0x45)).isEqualTo(ResponseAction.REJECT);
    assertThat(policy.rejected(0x0B)).isEqualTo(ResponseAction.RETRY);
    assertThat(policy.rejected(0x400)).isEqualTo(ResponseAction.OTHER_ROUTE);
    assertThat(policy.rejected(0x58)).isEqualTo(ResponseAction.SLOW);
  }

  @Test
  void tenFullQueuesOfFiftyResponsesMeanThatTheQueueOfTheLinkIsFull() {
    ResponsePolicy policy = new ResponsePolicy(Map.of());
    for (int i = 0; i < 9; i++) {
      assertThat(policy.rejected(0x14)).isEqualTo(ResponseAction.RETRY);
    }
    assertThat(policy.rejected(0x14)).isEqualTo(ResponseAction.SLOW);
    for (int i = 0; i < 50; i++) {
      policy.accepted();
    }
    assertThat(policy.rejected(0x14)).isEqualTo(ResponseAction.RETRY);
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
