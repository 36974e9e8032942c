package dev.notifier.api.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteWaitingTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  /** Each session: phase, seconds since its last report, rate of 50, seconds in its condition. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "false, BOUND 1 50 90, QUEUED, -",
        "false, BOUND 1 20 90, THROTTLED_BY_CARRIER, 90",
        "false, BOUND 1 20 90; BOUND 1 50 90, QUEUED, -",
        "false, BOUND 1 20 90; BOUND 1 20 40, THROTTLED_BY_CARRIER, 40",
        "false, BINDING 1 50 90; BOUND 1 50 5, QUEUED, -",
        "false, BINDING 1 50 90, ROUTE_DOWN, 90",
        "false, TAKING_OVER 1 50 7, ROUTE_DOWN, 7",
        "false, BOUND 31 50 90, ROUTE_DOWN, 31",
        "false, STOPPED 3 50 3, ROUTE_DOWN, 3",
        "false, REFUSED 1 50 90; STOPPED 3 50 3, BIND_REFUSED, 90",
        "false, PAUSED 1 50 90, QUEUED, -",
        "false, PAUSED 1 50 90; BOUND 1 50 5, QUEUED, -",
        "false, '', ROUTE_DOWN, -",
        "false, REFUSED 1 50 90, BIND_REFUSED, 90",
        "false, REFUSED 1 50 90; BINDING 1 50 8, ROUTE_DOWN, 8",
        "false, CIRCUIT_OPEN 1 50 12; REFUSED 1 50 90, CARRIER_FAILING, 12",
        "false, UNKNOWN 1 50 12, UNKNOWN, -",
        "false, RETIRED 1 50 90; BINDING 1 50 12, ROUTE_DOWN, 12",
        "true, PAUSED 1 50 90, ROUTE_PAUSED, 90",
        "true, BOUND 1 50 90, ROUTE_PAUSED, -",
      })
  void theStateOfTheSessionsIsTheReason(
      boolean paused, String sessions, WaitingReason reason, Integer seconds) {
    List<SessionRecord> records =
        Stream.of(sessions.split("; ", -1))
            .filter(text -> !text.isEmpty())
            .map(this::session)
            .toList();

    assertThat(RouteWaiting.of(paused, records, NOW))
        .isEqualTo(
            new RouteWaiting.Waiting(reason, seconds == null ? null : NOW.minusSeconds(seconds)));
  }

  @Test
  void thePageListsAllReasons() throws IOException {
    assertThat(Files.readAllLines(Path.of("../docs/integrating.md")))
        .containsSubsequence(
            Arrays.stream(WaitingReason.values())
                .map(reason -> "| `" + reason.id() + "` | " + reason.text() + " |")
                .toList());
  }

  private SessionRecord session(String text) {
    String[] parts = text.split(" ", -1);
    return new SessionRecord(
        SessionRecord.VERSION,
        "viettel",
        0,
        "worker-1",
        Phase.valueOf(parts[0]),
        Double.parseDouble(parts[2]),
        50,
        100,
        3,
        null,
        NOW.minusSeconds(Long.parseLong(parts[1])),
        NOW.minusSeconds(Long.parseLong(parts[3])));
  }
}
