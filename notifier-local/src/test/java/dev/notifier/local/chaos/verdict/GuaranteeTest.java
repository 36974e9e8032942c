package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.local.chaos.faults.BrokenRecord;
import dev.notifier.local.chaos.faults.InjectedFaults;
import dev.notifier.local.chaos.faults.RecordInjector.Written;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.verdict.Guarantee.Result;
import dev.notifier.local.chaos.verdict.NotificationRows.Row;
import dev.notifier.local.chaos.verdict.UrgentProbe.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuaranteeTest {
  private static final int G1 = 0;
  private static final int G2 = 1;
  private static final int G3 = 2;
  private static final int G4 = 3;
  private static final int G5 = 4;
  private static final int G6 = 5;

  private final ChaosEvents events = new ChaosEvents("r", 7, true);
  private final VerdictChecker checks =
      new VerdictChecker(Set.of("1", "4")::contains, Map.of("1", 1), events);
  private QuarantineCheck quarantine = QuarantineCheck.of(List.of(), Set.of());
  private UrgentProbe.Result urgent =
      new UrgentProbe.Result(30, 30, Quantiles.of(), calm(20, 0.5), /* othersPerSecond= */ 100);
  private RateCheck.Result rates = new RateCheck.Result(900, 300, 0, 500);
  private ProgressCheck.Result progress = progress(10, 0);
  private LookUpSample.Result lookUps = LookUpSample.Result.NONE;

  @Test
  void allAreKept() {
    assertThat(results(0)).containsOnly(Result.KEPT).hasSize(6);
  }

  @Test
  void aLostEventBreaksTheFirst() {
    checks.finish(1, 0);
    assertOnlyBroken(0, G1);
  }

  @Test
  void anEventThatTheApiRejectedBreaksTheFirst() {
    assertOnlyBroken(1, G1);
  }

  @Test
  void aBrokenRecordThatIsNotInTheQuarantineBreaksTheFirst() {
    var broken = new BrokenRecord("no value", "t", 1, null, true);
    var skipped = new BrokenRecord("not JSON", "compacted", 1, "x", false);
    var written =
        List.of(
            new Written(broken, "t/0/1"),
            new Written(broken, "t/0/7"),
            new Written(skipped, "compacted/0/1"));
    quarantine = QuarantineCheck.of(written, Set.of("t/0/1"));
    assertOnlyBroken(0, G1);
    assertThat(quarantine.injected())
        .isEqualTo(Map.of("no value on t", 2, "not JSON on compacted", 1));
    assertThat(quarantine.missing().examples()).containsExactly("no value at t/0/7");
    quarantine = QuarantineCheck.of(written, Set.of("t/0/1", "t/0/7"));
    assertThat(results(0)).containsOnly(Result.KEPT);
  }

  @Test
  void anUnmarkedRepetitionBreaksTheSecond() throws Exception {
    checks.check(new Row("r-0", "1", "DELIVERED", "", false));
    assertOnlyBroken(0, G2);
  }

  @Test
  void slowUrgentMessagesInCalmTimesBreakTheThird() {
    urgent = new UrgentProbe.Result(30, 30, Quantiles.of(), calm(20, 5.1), 100);
    assertOnlyBroken(0, G3);
    urgent = new UrgentProbe.Result(30, 30, calm(20, 50), calm(9, 50), 100);
    assertThat(results(0).get(G3)).isEqualTo(Result.NOT_MEASURED);
  }

  @ParameterizedTest
  @CsvSource({"30, 0, BROKEN", "30, 9, NOT_MEASURED", "0, 0, NOT_MEASURED"})
  void urgentMessagesOfWhichNoneIsFoundBreakTheThird(int posted, int found, Result expected) {
    urgent = new UrgentProbe.Result(posted, found, Quantiles.of(), Quantiles.of(), 100);
    assertThat(results(0).get(G3)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"300, 3, KEPT", "300, 4, BROKEN", "0, 0, NOT_MEASURED"})
  void secondsAboveTheRateBreakTheFourth(int seconds, int above, Result expected) {
    rates = new RateCheck.Result(900, seconds, above, 1_000);
    assertThat(results(0).get(G4)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10, 30, KEPT", "10, 31, BROKEN", "0, 0, NOT_MEASURED"})
  void aLaneWithoutProgressBreaksTheFifth(int samples, double seconds, Result expected) {
    progress = progress(samples, seconds);
    assertThat(results(0).get(G5)).isEqualTo(expected);
  }

  @Test
  void anEndWithoutAReasonBreaksTheSixth() throws Exception {
    checks.check(new Row("r-0", "3", "EXPIRED", "", false));
    assertOnlyBroken(0, G6);
  }

  @Test
  void aDeliveryThatTheSimulatorDeniesBreaksTheSixth() throws Exception {
    checks.check(new Row("r-0", "3", "DELIVERED", "", false));
    assertOnlyBroken(0, G6);
  }

  @Test
  void aLookUpThatExplainsNothingBreaksTheSixth() throws Exception {
    var sample = new LookUpSample(id -> Optional.empty());
    sample.check("r-0");
    lookUps = sample.result();
    assertOnlyBroken(0, G6);
  }

  private void assertOnlyBroken(int rejected, int expected) {
    var results = results(rejected);
    assertThat(results.get(expected)).isEqualTo(Result.BROKEN);
    assertThat(results.stream().filter(each -> each != Result.KEPT)).hasSize(1);
  }

  private List<Result> results(int rejected) {
    var measured =
        new Measurements(
            Map.of(),
            new InjectedFaults(Map.of(), Set.of()),
            quarantine,
            urgent,
            rates,
            progress,
            lookUps);
    return Guarantee.of(checks, rejected, measured).stream().map(Guarantee::result).toList();
  }

  private static Quantiles calm(int messages, double seconds) {
    var all = new double[messages];
    Arrays.fill(all, seconds);
    return Quantiles.of(all);
  }

  private static ProgressCheck.Result progress(int samples, double seconds) {
    return new ProgressCheck.Result(samples, Map.of(Lane.URGENT, seconds), Map.of(Lane.URGENT, 1L));
  }
}
