package dev.notifier.smsc.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourFormatTest {
  @Test
  void yamlIsRead() {
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
              responseTimeoutMs: 20000
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
  void anEmptyFileHasTheDefaults() {
    assertThat(BehaviourFormat.fromYaml("")).isEqualTo(Behaviour.OBEDIENT);
    assertThatThrownBy(() -> BehaviourFormat.fromYaml("reciepts: {}"))
        .hasMessageContaining("reciepts");
  }

  /** Uses every key. */
  @Test
  void jsonHasEveryKey() {
    Behaviour read =
        BehaviourFormat.fromYaml(
            """
            receipts:
              format: payload-and-tlv
              style:
                { layout: reordered, dates: yyyyMMddHHmmss, stat: lower, coding: ucs2, esmClass: 4 }
            ids: hex-response-decimal-receipt
            idDigits: { response: 0, receipt: 10 }
            alphabet: gsm7-packed
            limits:
              { submitsPerSecond: 100, burst: 10, per: session, throttledStatus: "0x14", window: 10,
                windowStatus: "0x45", congestion: load, congestionState: 0 }
            link:
              { dropAfterPdus: 1, halfOpenAfterPdus: 2, halfOpenMs: 3, unbindAfterPdus: 4,
                splitEvery: 5, splitBytes: 6, splitPauseMs: 7, junkEvery: 8, junk: too-short,
                silentEnquireLink: true }
            binds:
              { status: "0x0D", silent: false, firstAttempts: 1, forMs: 2, chance: 0.5,
                maxSessions: 3, maxSessionsStatus: 5 }
            faults:
              - { fault: refuse, to: ".*", status: 0x14, chance: 0.05, forMs: 10 }
              - { fault: silence, to: ".*", accepted: true, chance: 0.1 }
              - { fault: slow, to: ".*", delay: { fixedMs: 1, spreadMs: 2, tailMs: 3 } }
              - { fault: response, to: ".*", form: empty-id }
              - { fault: drop, to: ".*", accepted: true, chance: 0.001 }
              - { fault: half-open, to: ".*", lastsMs: 5 }
              - { fault: unbind, to: ".*" }
              - { fault: junk, to: ".*", form: over-long }
              - fault: receipt
                to: ".*"
                state: UNDELIV
                format: tlv
                style: { layout: bare }
                flow:
                  { delay: { fixedMs: 1 }, before: true, then: [ENROUTE], gapMs: 5, otherBind: true,
                    unknownId: true, status: "0x45" }
            """);
    assertThat(BehaviourFormat.fromJson(BehaviourFormat.toJson(read), Behaviour.OBEDIENT))
        .isEqualTo(read);
    assertThat(read.faults().getFirst())
        .isEqualTo(new Fault.Refuse(".*", 0x14, 0, false, 0.05, 10));
    Behaviour patched =
        BehaviourFormat.patched("{\"limits\":{\"window\":3},\"ids\":\"uuid\"}", read);
    assertThat(patched.limits()).isEqualTo(read.limits().withWindow(3, 0x45));
    assertThat(patched.ids()).isEqualTo(MessageIdFormat.UUID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: { congestion: load }|limits.submitsPerSecond",
        "limits: { window: -1 }|limits.window",
        "link: { splitBytes: 0 }|link.splitBytes",
        "binds: { chance: 2 }|chance must be 0",
        "ids: octal|octal",
        "faults: [{ fault: junk }]|needs \"to\"",
        "faults: [{ fault: slow, to: '.*', delay: { tailMs: -1 } }]|tailMs",
        "faults: [{ fault: refuse, to: '.*' }]|command_status",
        "faults: [{ fault: receipt, to: '.*', flow: { then: [NEVER] } }]|flow.then",
        "receipts: { style: { esmClass: 256 } }|style.esmClass",
      })
  void errorsNameTheKey(String yaml, String key) {
    assertThatThrownBy(() -> BehaviourFormat.fromYaml(yaml)).hasMessageContaining(key);
  }

  @Test
  void aTailIsLimited() {
    SplittableRandom random = new SplittableRandom(1);
    Delay delay = new Delay(0, 0, 100);
    long sum = 0;
    for (int i = 0; i < 10_000; i++) {
      long wait = delay.next(random);
      assertThat(wait).isBetween(0L, 2_000L);
      sum += wait;
    }
    assertThat(sum / 10_000).isBetween(95L, 105L);
  }

  @Test
  void theSameSeedGivesTheSameDelay() {
    Delay delay = new Delay(10, 90);
    assertThat(delay.next(new SplittableRandom(1))).isBetween(10L, 100L);
    assertThat(delay.next(new SplittableRandom(1))).isEqualTo(delay.next(new SplittableRandom(1)));
  }
}
