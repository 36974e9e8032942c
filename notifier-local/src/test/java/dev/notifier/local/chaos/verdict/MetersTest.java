package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.local.chaos.faults.CalmPeriods;
import dev.notifier.local.chaos.faults.Disturbances;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import dev.notifier.local.chaos.posting.PostedHistory;
import dev.notifier.local.chaos.verdict.ProgressCheck.LaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is measured during a run: progress, urgent messages, rates, and look-ups. */
class MetersTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
  private Instant now = START;
  private final Disturbances disturbances = new Disturbances(() -> now);
  private final ProgressCheck progress = new ProgressCheck();

  @Test
  void timeWithOverdueMessagesIsAddedUpUntilThereAreNone() {
    sample(0, true, 0);
    sample(10, true, 3);
    sample(20, true, 5);
    sample(30, true, 0);
    sample(40, true, 1);
    assertThat(progress.result().longestSeconds()).containsEntry(Lane.NORMAL, 20.0);
    assertThat(progress.result().mostOverdue()).containsEntry(Lane.NORMAL, 5L);
    assertThat(progress.result().longestSeconds()).containsEntry(Lane.URGENT, 0.0);
  }

  @Test
  void disturbedTimesDoNotCount() {
    sample(0, true, 0);
    sample(10, true, 3);
    sample(20, false, 3);
    sample(30, true, 3);
    assertThat(progress.result().longest()).isEqualTo(20);
    assertThat(progress.result().samples()).isEqualTo(3);
  }

  @Test
  void anAcceptedEventThatIsNotPlannedIsOverdue() {
    var accepted = Map.of(Lane.URGENT, 8L);
    progress.add(START, true, accepted, Map.of(Lane.URGENT, new LaneCounts(8, 0)));
    progress.add(START.plusSeconds(10), true, accepted, Map.of(Lane.URGENT, new LaneCounts(6, 0)));
    progress.add(START.plusSeconds(20), true, accepted, Map.of());
    assertThat(progress.result().longest()).isEqualTo(20);
    assertThat(progress.result().mostOverdue()).containsEntry(Lane.URGENT, 8L);
  }

  private void sample(int second, boolean calm, long overdue) {
    progress.add(
        START.plusSeconds(second),
        calm,
        Map.of(Lane.NORMAL, 100L),
        Map.of(Lane.NORMAL, new LaneCounts(100, overdue)));
  }

  @Test
  void theHistoryKnowsWhatWasAcceptedAtATime() {
    var history = new PostedHistory();
    history.add(START, List.of(Lane.NORMAL, Lane.BULK));
    history.add(START.plusSeconds(2), List.of(Lane.NORMAL));
    assertThat(history.until(START.minusSeconds(1))).isEmpty();
    assertThat(history.until(START.plusSeconds(1)))
        .isEqualTo(Map.of(Lane.NORMAL, 1L, Lane.BULK, 1L));
    assertThat(history.until(START.plusSeconds(1)))
        .isEqualTo(Map.of(Lane.NORMAL, 1L, Lane.BULK, 1L));
    assertThat(history.until(START.plusSeconds(2))).containsEntry(Lane.NORMAL, 2L);
  }

  @ParameterizedTest
  @CsvSource({"9, true", "10, false", "20, false", "49, false", "50, true"})
  void aCarrierFaultFromSecond10To20DisturbsUntilSecond50(int second, boolean calm) {
    disturb(10, 20);
    assertThat(disturbances.isCalm(START.plusSeconds(second), Kind.CARRIER)).isEqualTo(calm);
    assertThat(disturbances.isCalm(START.plusSeconds(second), Kind.WORKER)).isTrue();
  }

  @Test
  void aDisturbanceThatLastsIsKnown() {
    now = START.plusSeconds(5);
    disturbances.begin(Kind.CARRIER);
    now = START.plusSeconds(90);
    assertThat(disturbances.isCalm(now, Kind.CARRIER)).isFalse();
    assertThat(disturbances.lastEnd(Kind.CARRIER)).isEqualTo(now);
    disturbances.end(Kind.CARRIER);
    now = START.plusSeconds(200);
    assertThat(disturbances.isCalm(now, Kind.CARRIER)).isTrue();
    assertThat(disturbances.lastEnd(Kind.CARRIER)).isEqualTo(START.plusSeconds(90));
  }

  @Test
  void onlyUrgentMessagesOfCalmTimesCountAsCalmAndThoseNeverSubmittedCountUntilTheEnd() {
    disturb(10, 20);
    var times =
        List.of(
            urgent(0, 1), // calm
            urgent(6, 7), // the fault begins less than 5 s later
            urgent(30, 45), // soon after the fault
            urgent(60, -1), // calm, never submitted
            urgent(61, 64)); // calm
    var result = UrgentProbe.evaluate(9, times, disturbances, START.plusSeconds(100), 12);
    assertThat(result.posted()).isEqualTo(9);
    assertThat(result.found()).isEqualTo(5);
    assertThat(result.calm()).isEqualTo(new UrgentProbe.Quantiles(3, 3, 40, 40));
    assertThat(result.all()).isEqualTo(new UrgentProbe.Quantiles(4, 1, 15, 15));
  }

  private void disturb(int from, int until) {
    now = START.plusSeconds(from);
    disturbances.begin(Kind.CARRIER);
    now = START.plusSeconds(until);
    disturbances.end(Kind.CARRIER);
  }

  private static UrgentProbe.Times urgent(int accepted, int submitted) {
    return new UrgentProbe.Times(
        START.plusSeconds(accepted), submitted < 0 ? null : START.plusSeconds(submitted));
  }

  @Test
  void theSecondsAboveTheRateAreCountedOnce() {
    var check = new RateCheck(100);
    check.add(rates(0, 40, 5)); // 2 s with 100 each
    check.add(rates(0, 80, 6)); // the first 2 s again, then 2 s with 120 each
    check.add(rates(9_000, 30, 4)); // a pause, 1 s with 80, and half a second
    assertThat(check.result()).isEqualTo(new RateCheck.Result(100, 5, 2, 120));
  }

  /** Buckets of 50 ms with the same number of submits, from this millisecond after the start. */
  private static JsonNode rates(long fromMs, int buckets, int each) {
    var numbers = new int[buckets];
    Arrays.fill(numbers, each);
    var list = Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return JsonMapper.shared()
        .readTree(
            "{\"bucketMs\":50,\"fromMs\":" + (1_000_000 + fromMs) + ",\"buckets\":[" + list + "]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'state':'DELIVERED','history':[{'state':'PLANNED'},{'state':'DELIVERED'}]} | 0",
        "{'state':'DELIVERED','history':[{'state':'PLANNED'}]} | 1",
        "{'state':'DELIVERED','history':[]} | 1",
        "{'state':'EXPIRED','history':[{'state':'EXPIRED'}],'reason':null} | 1",
        "{'state':'EXPIRED','history':[{'state':'EXPIRED'}],'reason':{'code':'X'}} | 0"
      })
  void aLookUpHasToExplainTheState(String response, int unexplained) throws Exception {
    var json = JsonMapper.shared().readTree(response.replace('\'', '"'));
    var sample = new LookUpSample(id -> Optional.of(json));
    sample.check("r-1");
    assertThat(sample.result().checked()).isEqualTo(1);
    assertThat(sample.result().unexplained().count()).isEqualTo(unexplained);
  }

  @Test
  void twoOfSixMinutesAreCalm() {
    assertThat(CalmPeriods.contains(Duration.ofSeconds(239).toNanos())).isFalse();
    assertThat(CalmPeriods.contains(Duration.ofMinutes(4).toNanos())).isTrue();
    assertThat(CalmPeriods.contains(Duration.ofSeconds(359).toNanos())).isTrue();
    assertThat(CalmPeriods.contains(Duration.ofMinutes(6).toNanos())).isFalse();
  }
}
