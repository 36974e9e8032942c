package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.InjectedFaults;
import dev.notifier.local.chaos.faults.WorkerKiller.Kill;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.chaos.verdict.NotificationRows.Row;
import dev.notifier.local.chaos.verdict.UrgentProbe.Quantiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {
  private final ChaosEvents events = new ChaosEvents("r", 7, true);
  private final VerdictChecker checks = new VerdictChecker(Set.of("4")::contains, Map.of(), events);

  private static final Measurements MEASURED =
      new Measurements(
          Map.of("number always 0x58", 2),
          new InjectedFaults(Map.of("route a rebound", 1), Set.of("one link dropped")),
          QuarantineCheck.of(List.of(), Set.of()),
          new UrgentProbe.Result(3, 2, Quantiles.of(0.25, 9), Quantiles.of(0.25), 140),
          new RateCheck.Result(900, 60, 0, 310),
          new ProgressCheck.Result(6, Map.of(Lane.NORMAL, 10.0), Map.of(Lane.NORMAL, 4L)),
          LookUpSample.Result.NONE);

  /** The labels are those of docs/operating.md. */
  @Test
  void theTableShowsTheCountsUnderTheLabelsOfTheDocumentation() {
    assertThat(lines(VerdictTable.of(verdict(0))))
        .contains(
            "accepted events 3",
            "posted twice on purpose 1",
            "unconfirmed by policy 0",
            "without a receipt 1",
            "accepted, though reported as not sent 0",
            "DELIVERED 2",
            "reject 0x58 throttled 4",
            "not supported by this simulator: unknown PDUs",
            "worker 1 with 2 sessions 6.5",
            "worker 2 with 0 sessions -",
            "worker 1 with 3 sessions > 50",
            "lost 0",
            "sent twice without having been unconfirmed 0",
            "DELIVERED, but never accepted 0",
            "planned twice 0",
            "rejected by the api 0",
            "ended without a reason 0",
            "look-ups that explain nothing 0",
            "number always 0x58 2",
            "route a rebound 1",
            "not possible in this run: one link dropped",
            "broken records that must be in the quarantine 0",
            "all 2 0.25 9.00 9.00",
            "accepted in calm times 1 0.25 0.25 0.25",
            "other messages submitted per second 140.0",
            "G1 nothing accepted is lost kept",
            "G3 urgent messages do not wait not measured",
            "G5 one item never blocks progress kept",
            "All guarantees were kept.");
  }

  @Test
  void aBrokenGuaranteeIsShownWithAnExample() throws Exception {
    checks.check(new Row("r-0", "3", "DELIVERED", "", false));
    checks.finish(1, 0);
    assertThat(lines(VerdictTable.of(verdict(0))))
        .containsSequence("DELIVERED, but never accepted 1", "r-0 is DELIVERED")
        .endsWith("GUARANTEES WERE BROKEN.");
  }

  @Test
  void anEventThatTheApiRejectedBreaksAGuarantee() {
    assertThat(verdict(0).isKept()).isTrue();
    assertThat(verdict(1).isKept()).isFalse();
  }

  @Test
  void theJsonHasTheSameCounts() throws Exception {
    checks.check(new Row("r-0", "4", "PLANNED", "", false));
    var json = JsonMapper.shared().readTree(VerdictJson.of(verdict(0)));
    assertThat(json.path("kept").asBoolean()).isFalse();
    assertThat(json.path("accepted").asInt()).isEqualTo(3);
    assertThat(json.path("withoutReceipt").asInt()).isEqualTo(1);
    assertThat(json.path("segmentsAccepted").asInt()).isEqualTo(5);
    assertThat(json.at("/checks/lost/count").asInt()).isEqualTo(1);
    assertThat(json.at("/checks/lost/examples/0").asString()).isEqualTo("r-0 is PLANNED ");
    assertThat(json.at("/faults/reject 0x58 throttled").asInt()).isEqualTo(4);
    assertThat(json.at("/unsupportedFaults/0").asString()).isEqualTo("unknown PDUs");
    assertThat(json.at("/guarantees/G1/result").asString()).isEqualTo("BROKEN");
    assertThat(json.at("/guarantees/G2/result").asString()).isEqualTo("KEPT");
    assertThat(json.at("/urgent/posted").asInt()).isEqualTo(3);
    assertThat(json.at("/urgent/found").asInt()).isEqualTo(2);
    assertThat(json.at("/urgent/all/p99Seconds").asDouble()).isEqualTo(9);
    assertThat(json.at("/progress/longestWithoutProgressSeconds/normal").asDouble()).isEqualTo(10);
    assertThat(json.at("/submitsPerSecond/max").asInt()).isEqualTo(310);
    assertThat(json.at("/singleItem/numbers/number always 0x58").asInt()).isEqualTo(2);
    assertThat(json.at("/singleItem/notInQuarantine/count").asInt(-1)).isZero();
    assertThat(json.at("/kills/0/boundAfterSeconds").asDouble()).isEqualTo(6.5);
  }

  private Verdict verdict(int rejected) {
    return new Verdict(
        new ChaosOptions(15, 7, 150),
        new Verdict.Posted(3, 1, rejected, 0),
        new NotificationStates(Map.of("DELIVERED", 2L, "NO_RECEIPT", 1L)),
        new SimulatorClient.Counts(5, 0, 0, 0, 3),
        checks,
        new InjectedFaults(Map.of("reject 0x58 throttled", 4), Set.of("unknown PDUs")),
        List.of(new Kill(0, 2, 6.5), new Kill(1, 0, 1), new Kill(0, 3, -1)),
        MEASURED,
        1000);
  }

  private static List<String> lines(String table) {
    return table.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }
}
