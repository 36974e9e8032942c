package dev.notifier.local.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTableTest {
  private static final Set<String> POST_PATHS =
      Set.of("", "/v1/sessions/drop", "/v1/sessions/unbind");

  static List<SimulatorFault> faults() {
    return FaultTable.ALL;
  }

  @Test
  void everyFaultHasItsOwnNameAndAWeightFrom1To3() {
    assertThat(FaultTable.ALL).hasSize(57);
    assertThat(FaultTable.ALL).extracting(SimulatorFault::name).doesNotHaveDuplicates();
    assertThat(FaultTable.ALL).allSatisfy(fault -> assertThat(fault.weight()).isBetween(1, 3));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theSimulatorAcceptsEveryFault(SimulatorFault fault) {
    assertThat(POST_PATHS).contains(fault.post());
    if (fault.patch().isEmpty()) {
      assertThat(fault.post()).isNotEmpty();
    } else {
      assertThat(BehaviourFormat.patched(fault.json(), Behaviour.OBEDIENT))
          .isNotEqualTo(Behaviour.OBEDIENT);
    }
  }
}
