package dev.notifier.smsc.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BehaviourFormatTest {
  @Test
  void everythingCanBeWrittenInYaml() {
    Behaviour read =
        BehaviourFormat.fromYaml(
            """
            systemId: notifier
            password: secret
            responseDelay: { fixedMs: 20, spreadMs: 30 }
            receipts:
              delay: { fixedMs: 1000, spreadMs: 4000 }
              format: text
              window: 50
              unansweredAfterMs: 20000
              retryAfterMs: 3000
            seed: 7
            faults:
              - { fault: refuse, to: "8496.*", status: "0x58", firstAttempts: 2 }
              - { fault: silence, to: ".*0000" }
              - { fault: receipt, to: ".*1111", state: UNDELIV, error: "001" }
            """);
    assertThat(read)
        .isEqualTo(
            new Behaviour(
                    "notifier",
                    "secret",
                    new Delay(20, 30),
                    new ReceiptPolicy(new Delay(1000, 4000), ReceiptFormat.TEXT, 50, 20_000, 3_000),
                    7,
                    java.util.List.of())
                .withFaults(
                    new Fault.Refuse("8496.*", 0x58, 2),
                    new Fault.Silence(".*0000"),
                    new Fault.Receipt(".*1111", ReceiptState.UNDELIV, "001")));
    assertThat(read.toString()).doesNotContain("secret");
  }

  @Test
  void anEmptyFileIsTheObedientCentre() {
    assertThat(BehaviourFormat.fromYaml("")).isEqualTo(Behaviour.OBEDIENT);
    assertThatThrownBy(() -> BehaviourFormat.fromYaml("reciepts: {}"))
        .hasMessageContaining("reciepts");
  }

  @Test
  void theSameSeedGivesTheSameSpread() {
    Delay delay = new Delay(10, 90);
    assertThat(delay.next(new SplittableRandom(1))).isBetween(10L, 100L);
    assertThat(delay.next(new SplittableRandom(1))).isEqualTo(delay.next(new SplittableRandom(1)));
  }
}
