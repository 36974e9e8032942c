package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.feeding.RouteRooms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteRoomsTest {
  private static final long SECOND = 1_000_000_000L;

  private final RouteRooms room = new RouteRooms(RouteRooms.BULK);

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
    assertThat(room.room("a")).isEqualTo(RouteRooms.BULK.most());
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

  @Test
  void theLaneNormalHoldsLessAndGetsALimitedNumberInASecond() {
    RouteRooms normal = new RouteRooms(RouteRooms.NORMAL);
    normal.measured(0, 0, List.of(lane("a", 0, 0, 0)));
    assertThat(normal.room("a")).isEqualTo(100);

    normal.measured(SECOND, 10, List.of(lane("a", 0, 200, 230), lane("b", 0, 0, 0)));
    assertThat(normal.room("a")).as("of two seconds").isEqualTo(400 - 30 - 10);
    normal.fed("a", 260);
    assertThat(normal.most()).isEqualTo(100);

    normal.measured(2 * SECOND, 0, List.of(lane("a", 0, 9_000, 9_000), lane("b", 0, 9_000, 9_000)));
    assertThat(normal.room("a")).isEqualTo(1_000);
    normal.fed("a", 900);
    assertThat(normal.room("b")).isEqualTo(1_000);
    assertThat(normal.most()).as("for all routes").isEqualTo(100);
    normal.measured(3 * SECOND, 0, List.of(lane("a", 0, 9_900, 9_900), lane("b", 0, 9_000, 9_990)));
    assertThat(normal.most()).isEqualTo(1_000);
    assertThat(normal.room("b")).isEqualTo(10);
  }

  @Test
  void whatARouteTakesOfAFullLaneIsKnown() {
    room.measured(0, 0, List.of(lane("a", 0, 0, 400)));
    room.measured(2 * SECOND, 0, List.of(lane("a", 0, 100, 400)));
    assertThat(room.takenOfFull("a", 2 * SECOND)).isEqualTo(50);
    assertThat(room.takenOfFull("b", 2 * SECOND)).isEqualTo(Integer.MAX_VALUE);
    room.measured(4 * SECOND, 0, List.of(lane("a", 0, 200, 400)));
    assertThat(room.takenOfFull("a", 4 * SECOND)).as("not half full").isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void routesMayHaveLessRoom() {
    room.measured(0, 0, List.of(lane("a", 0, 0, 0), lane("b", 0, 0, 450)));
    room.limit(route -> route.equals("a") ? 20 : 60);
    assertThat(room.room("a")).isEqualTo(20);
    assertThat(room.room("b")).isEqualTo(50);
    room.measured(SECOND, 0, List.of(lane("a", 0, 0, 0)));
    assertThat(room.room("a")).isEqualTo(500);
  }

  private static Session lane(String route, int session, long taken, long end) {
    return new Session(route, session, taken, end);
  }
}
