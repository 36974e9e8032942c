package dev.notifier.local.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.chaos.posting.MarkedNumber;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.behaviour.SubmitAction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PermanentRulesTest {
  private static final int MANY = 10_000;
  private final PermanentRules rules = new PermanentRules(MarkedNumber.rules());

  static List<SimulatorFault> faults() {
    return FaultTable.ALL.stream().filter(fault -> !fault.patch().isEmpty()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void theSimulatorTreatsEveryNumberOfAKindAccordingToItsRule(MarkedNumber kind) {
    var behaviour = BehaviourFormat.patched(rules.reset(3), Behaviour.OBEDIENT);
    assertThat(behaviour.seed()).isEqualTo(3);
    var marked = indexes(kind);
    assertThat(marked).hasSize(MANY / MarkedNumber.EVERY);
    for (var index : marked) {
      assertThat(decide(behaviour, kind.phone(index))).isEqualTo(expected(kind));
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theRulesStayInForceDuringEveryOtherFault(SimulatorFault fault) {
    var before = BehaviourFormat.patched(rules.reset(3), Behaviour.OBEDIENT);
    var during = BehaviourFormat.patched(rules.patch(fault.json()), before);
    assertThat(during).isNotEqualTo(before);
    for (var kind : MarkedNumber.values()) {
      assertThat(decide(during, kind.phone(0))).isEqualTo(expected(kind));
    }
    var after = BehaviourFormat.fromJson(rules.reset(4), during);
    assertThat(after.faults()).isEqualTo(before.faults());
  }

  @Test
  void withoutRulesAFaultIsUnchanged() {
    var none = new PermanentRules("");
    for (var fault : faults()) {
      assertThat(JsonMapper.shared().readTree(none.patch(fault.json())))
          .isEqualTo(JsonMapper.shared().readTree(fault.json()));
    }
    assertThat(BehaviourFormat.patched(none.reset(3), Behaviour.OBEDIENT).faults()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theMarkedEventsAreCounted(MarkedNumber kind) {
    var indexes = indexes(kind);
    assertThat(kind.among(MANY)).isEqualTo(indexes.size());
    assertThat(kind.among(indexes.getFirst())).isZero();
    assertThat(kind.among(indexes.getFirst() + 1)).isEqualTo(1);
  }

  private static List<Integer> indexes(MarkedNumber kind) {
    return IntStream.range(0, MANY)
        .boxed()
        .filter(index -> MarkedNumber.of(index).filter(kind::equals).isPresent())
        .toList();
  }

  private static SubmitAction decide(Behaviour behaviour, String national) {
    return new BehaviourRules(behaviour, 0).decide("84" + national.substring(1), 1).action();
  }

  private static SubmitAction expected(MarkedNumber kind) {
    return switch (kind) {
      case ALWAYS_THROTTLED -> refuse(0x58);
      case NEVER_ANSWERED -> new SubmitAction.Ignore();
      case ALWAYS_QUEUE_FULL -> refuse(0x14);
      case ALWAYS_SYSTEM_ERROR -> refuse(0x08);
      case UNKNOWN -> refuse(0x0B);
    };
  }

  private static SubmitAction refuse(int status) {
    return new SubmitAction.Refuse(status, ReceiptPlan.NONE);
  }
}
