package dev.notifier.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.schedule.BulkRoom.Lane;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkRoomTest {
  private static final long SECOND = 1_000_000_000L;

  private final BulkRoom room = new BulkRoom();

  @Test
  void nothingMayBeFedBeforeTheFirstMeasurementAndWithoutRoutes() {
    assertThat(room.room("a")).isZero();
    room.measured(0, 0, List.of());
    assertThat(room.room("a")).isZero();
  }

  @Test
  void aRouteThatHasTakenNothingHolds500() {
    room.measured(0, 0, List.of(lane("a", 0, 1_000, 1_000)));
    assertThat(room.room("a")).isEqualTo(500);

    room.fed("a", 200);
    room.fed(null, 50);
    room.fed("b", 50);
    assertThat(room.room("a")).isEqualTo(250);
    room.fed("a", 300);
    assertThat(room.room("a")).isZero();

    room.measured(SECOND, 100, List.of(lane("a", 0, 1_000, 1_150)));
    assertThat(room.room("a")).isEqualTo(250);
    room.unknown();
    assertThat(room.room("a")).isZero();
  }

  @Test
  void aRouteHoldsWhatItTookInFiveSecondsOfTheLastMinute() {
    for (int second = 0; second <= 60; second++) {
      room.measured(
          second * SECOND, 0, List.of(lane("a", 0, second * 100L, 90_000), lane("a", 1, 0, 0)));
    }
    assertThat(room.room("a")).isZero();
    for (int second = 61; second <= 63; second++) {
      room.measured(second * SECOND, 20, List.of(lane("a", 0, 6_000, 6_030), lane("a", 1, 0, 0)));
    }
    // 57 of the last 60 seconds, and 2 of the last 5.
    assertThat(room.room("a")).isEqualTo(475 - 50 + 25);
  }

  @Test
  void aFastRouteIsFedFasterWithinSeconds() {
    long taken = 0;
    for (int second = 0; second < 8; second++) {
      room.measured(second * SECOND, 0, List.of(lane("a", 0, taken, taken)));
      taken += Math.min(1_700, room.room("a"));
    }
    assertThat(room.room("a")).isGreaterThan(4_000);
  }

  @Test
  void thereIsALimit() {
    for (int second = 0; second <= 10; second++) {
      long taken = second * 9_000L;
      room.measured(second * SECOND, 0, List.of(lane("a", 0, taken, taken)));
    }
    assertThat(room.room("a")).isEqualTo(BulkRoom.MOST);
  }

  @Test
  void eachRouteHasItsRoom() {
    room.measured(0, 5, List.of(lane("a", 0, 0, 0), lane("b", 0, 0, 450), lane("b", 1, 0, 40)));
    assertThat(room.room("a")).isEqualTo(495);
    assertThat(room.room("b")).isEqualTo(5);
    // Of a line whose route is not known.
    assertThat(room.room(null)).isEqualTo(5);
    assertThat(room.room("of another release")).isEqualTo(5);
    assertThat(room.most()).isEqualTo(495);
    room.measured(SECOND, 0, List.of(lane("a", 0, 0, 0)));
    assertThat(room.room(null)).isEqualTo(500);
  }

  @Test
  void aSessionThatIsSeenForTheFirstTimeHasTakenNothing() {
    room.measured(0, 0, List.of(lane("a", 0, 0, 0)));
    room.measured(SECOND, 0, List.of(lane("a", 0, 0, 0), lane("a", 1, 1_000_000, 1_000_000)));
    assertThat(room.room("a")).isEqualTo(500);
  }

  private static Lane lane(String route, int session, long taken, long end) {
    return new Lane(route, session, taken, end);
  }
}
