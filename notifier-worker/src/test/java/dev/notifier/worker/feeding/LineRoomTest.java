package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.batches.StoredLine;
import dev.notifier.worker.feeding.RouteRooms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineRoomTest {
  private static final String TENANT = "default";
  private static final StoredLine OF_A = line("+84861234567");
  private static final StoredLine OF_B = line("+84911234567");
  private static final StoredLine OF_A_PERSON = line(null);

  private final RouteRooms room = new RouteRooms(RouteRooms.BULK);
  private final LineRoom lines =
      new LineRoom(room, (_, number) -> Set.of(number.nationalPrefix().equals("086") ? "a" : "b"));

  LineRoomTest() {
    room.measured(0, 0, List.of(new Session("a", 0, 0, 0), new Session("b", 0, 0, 498)));
  }

  @Test
  void aFullRouteStopsOnlyBatchesThatComeToALineOfIt() {
    assertThat(lines.fitting(TENANT, Collections.nCopies(600, OF_A))).isEqualTo(500);
    assertThat(lines.fitting(TENANT, Collections.nCopies(600, OF_B))).isEqualTo(2);
    List<StoredLine> mixed = new ArrayList<>(Collections.nCopies(100, OF_A));
    mixed.addAll(Collections.nCopies(3, OF_B));
    mixed.addAll(Collections.nCopies(100, OF_A));
    assertThat(lines.fitting(TENANT, mixed)).isEqualTo(102);
    assertThat(lines.fitting(TENANT, List.of())).isZero();

    lines.fed(TENANT, mixed.subList(0, 102));

    assertThat(room.room("a")).isEqualTo(400);
    assertThat(room.room("b")).isZero();
    assertThat(lines.fitting(TENANT, List.of(OF_A))).isOne();
    assertThat(lines.fitting(TENANT, List.of(OF_B))).isZero();
  }

  @Test
  void aLineWithoutNumberNeedsRoomOnEachRoute() {
    assertThat(lines.fitting(TENANT, Collections.nCopies(3, OF_A_PERSON))).isEqualTo(2);
    lines.fed(TENANT, List.of(OF_A_PERSON));
    assertThat(room.room("a")).isEqualTo(499);
    assertThat(room.room("b")).isOne();
  }

  /** While b takes the messages of a, a line of a may still wait for a. */
  @Test
  void aLineThatMayTakeTwoRoutesNeedsRoomOnBoth() {
    LineRoom both = new LineRoom(room, (_, _) -> Set.of("a", "b"));

    assertThat(both.fitting(TENANT, Collections.nCopies(3, OF_A))).isEqualTo(2);
    assertThat(both.hasRoom(both.routes(TENANT, OF_A))).isTrue();
    both.fed(TENANT, List.of(OF_A, OF_A));
    assertThat(room.room("a")).isEqualTo(498);
    assertThat(room.room("b")).isZero();
    assertThat(both.hasRoom(both.routes(TENANT, OF_A))).isFalse();
    assertThat(both.fitting(TENANT, List.of(OF_A))).isZero();
  }

  /** So that a practice batch does not wait for a carrier, nor slow the batches of others. */
  @Test
  void theLinesOfATestTenantNeedRoomOnTheirRouteOnly() {
    LineRoom tests =
        new LineRoom(room, (tenant, _) -> Set.of(tenant.endsWith("~test") ? "a" : "b"));

    assertThat(tests.fitting("default~test", Collections.nCopies(600, OF_B))).isEqualTo(500);
    tests.fed("default~test", List.of(OF_B, OF_B));
    assertThat(room.room("a")).isEqualTo(498);
    assertThat(room.room("b")).isEqualTo(2);
  }

  private static StoredLine line(@Nullable String phone) {
    return new StoredLine(2, phone, Map.of(), Map.of(), null, 1);
  }
}
