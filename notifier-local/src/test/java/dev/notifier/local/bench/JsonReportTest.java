package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
  private static final CpuMeter.Measurement USAGE =
      new CpuMeter.Measurement(
          Map.of(
              "api", new ResourceUsage(1, 0.5, 100 << 20),
              "worker", new ResourceUsage(2, 0, 200 << 20),
              "kafka", new ResourceUsage(1, 0, 300 << 20),
              "postgres", new ResourceUsage(0.5, 0, 50 << 20),
              "smsc", new ResourceUsage(0.25, 0, 60 << 20),
              "driver", new ResourceUsage(0.5, 0, 70 << 20)),
          7.75);

  @Test
  void theTableShowsAllFiguresOfASuccessfulRun() {
    var table = TableReport.of(result(Map.of("DELIVERED", 1000L), true));
    assertThat(lines(table))
        .contains(
            "1,000 messages in batches of 500 over 4 connections, after 1,000 warm-up messages (not counted)",
            "SMSC: simulator",
            "machine: 2 cores, data on ext4, other programs used 25 % of it",
            "accepted 1,000 0.50 2,000",
            "submitted 1,000 2.50 400",
            "delivered and stored 1,000 4.00 250",
            "its middle 80 % 800 2.00 400",
            "accept to submit 0.10 0.20 0.30",
            "accept to delivered 0.40 0.50 0.60",
            "api 1.50 1.500 100",
            "counted 5.00 5.000",
            "smsc 0.25 0.250 60",
            "lost 0, repeated 2, possible duplicates 3, unconfirmed 0, segments 1,000",
            "rejected by the api 0, posted again 7, rejected by the SMSC 0");
    assertThat(table).doesNotContain("NOT ALL DELIVERED");
  }

  @Test
  void theTableReportsMessagesThatWereNotDelivered() {
    var states = Map.of("DELIVERED", 990L, "REJECTED CARRIER_REJECTED", 4L, "UNCONFIRMED", 5L);
    assertThat(lines(TableReport.of(result(states, false))))
        .contains(
            "lost 10, repeated 2, possible duplicates 3, unconfirmed 5, segments 1,000",
            "NOT ALL DELIVERED: 1,000 accepted, 999 in the database: DELIVERED 990,"
                + " REJECTED CARRIER_REJECTED 4, UNCONFIRMED 5");
  }

  @Test
  void unknownFiguresAreShownAsUnknown() {
    var result = withExternalSmsc(result(Map.of("DELIVERED", 1000L), true));
    assertThat(TableReport.of(result))
        .contains("repeated unknown (the SMSC is external)")
        .contains("CPU and memory: unknown");
    var json = JsonMapper.shared().readTree(JsonReport.of(result));
    assertThat(json.path("messages").get("repeated").isNull()).isTrue();
    assertThat(json.get("processes").isNull()).isTrue();
    assertThat(json.get("cpuSecondsPer1000Counted").isNull()).isTrue();
  }

  @Test
  void theJsonHasTheSameFigures() {
    var result = result(Map.of("DELIVERED", 1000L), true);
    var json = JsonMapper.shared().readTree(JsonReport.of(result));
    assertThat(json.path("complete").asBoolean()).isTrue();
    assertThat(json.path("messages").path("lost").asLong()).isZero();
    assertThat(json.path("perSecond").path("accepted").asDouble()).isEqualTo(2000);
    assertThat(json.path("perSecond").path("delivered").asDouble()).isEqualTo(250);
    assertThat(json.path("perSecond").path("deliveredMiddle80Percent").asDouble()).isEqualTo(400);
    assertThat(json.path("secondsAcceptToDelivered").path("p99").asDouble()).isEqualTo(0.6);
    assertThat(json.path("cpuSecondsPer1000Counted").asDouble()).isEqualTo(5);
    var worker = json.path("processes").path("worker");
    assertThat(worker.path("counted").asBoolean()).isTrue();
    assertThat(worker.path("cpuSecondsPer1000").asDouble()).isEqualTo(2);
    assertThat(worker.path("peakRssBytes").asLong()).isEqualTo(200 << 20);
    assertThat(json.path("processes").path("driver").path("counted").asBoolean()).isFalse();
  }

  @Test
  void aRunWithoutMessagesHasNoRates() {
    var posted = new PostingResult(0, 1000, 0, 500_000_000);
    var zero = new Quantiles(0, 0, 0);
    var none = new StoredOutcome(NotificationStates.NONE, 0, 0, 0, 0, 0, 0, zero, zero);
    var result =
        new BenchResult(
            setup(), "simulator", posted, true, 0.1, none, Optional.empty(), Optional.of(USAGE));
    assertThat(lines(TableReport.of(result)))
        .contains("submitted 0 0.00 0", "api 1.50 0.000 100", "postgres 0.50 0.000 50");
  }

  private static List<String> lines(String table) {
    return table.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static BenchResult result(Map<String, Long> states, boolean complete) {
    return new BenchResult(
        setup(),
        "simulator",
        new PostingResult(1000, 0, 7, 500_000_000),
        complete,
        4,
        new StoredOutcome(
            new NotificationStates(states),
            1000,
            1000,
            3,
            2.5,
            3.5,
            2,
            new Quantiles(0.1, 0.2, 0.3),
            new Quantiles(0.4, 0.5, 0.6)),
        Optional.of(new SimulatorClient.Counts(1000, 2, 0, 0, 0)),
        Optional.of(USAGE));
  }

  private static BenchResult withExternalSmsc(BenchResult result) {
    return new BenchResult(
        result.setup(),
        "external",
        result.posted(),
        result.complete(),
        result.storedAfter(),
        result.outcome(),
        Optional.empty(),
        Optional.empty());
  }

  private static BenchResult.Setup setup() {
    return new BenchResult.Setup(
        Instant.parse("2026-12-01T01:00:00Z"), 1000, 500, 4, 1000, 2, "ext4");
  }
}
