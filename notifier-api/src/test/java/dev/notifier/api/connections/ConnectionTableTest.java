package dev.notifier.api.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private static final Duration HEADERS = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final List<RemoteEnd> closed = new ArrayList<>();
  private long now = 1;
  private final ConnectionTable table =
      new ConnectionTable(
          new ConnectionLimits(10, 6, 4, 3, HEADERS, KEEP_ALIVE, Optional.empty()), () -> now);

  @Test
  void theOldestConnectionWithoutKeyOfAnAddressMakesRoomForItsNewOne() {
    assertThat(List.of(open("a", 1), open("a", 2), open("a", 3))).containsOnly(true);
    assertThat(closed).isEmpty();

    assertThat(open("a", 4)).isTrue();

    assertThat(closed).containsExactly(new RemoteEnd("a", 1));
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void theOldestConnectionWithoutKeyOfAllMakesRoom() {
    open("a", 1);
    open("b", 2);
    open("c", 3);
    open("d", 4);

    assertThat(open("e", 5)).isTrue();

    assertThat(closed).containsExactly(new RemoteEnd("a", 1));
  }

  @Test
  void knownConnectionsStayWhileOthersFlood() {
    open("a", 1);
    table.known(new RemoteEnd("a", 1));

    for (int port = 2; port < 1_000; port++) {
      assertThat(open("a", port)).isTrue();
    }

    assertThat(closed).hasSize(995).doesNotContain(new RemoteEnd("a", 1));
  }

  @Test
  void knownConnectionsAreLimitedPerAddressAndInAll() {
    for (int port = 1; port <= 6; port++) {
      open("a", port);
      table.known(new RemoteEnd("a", port));
    }
    assertThat(open("a", 7)).isFalse();

    for (int port = 1; port <= 4; port++) {
      assertThat(open("b", port)).isTrue();
      table.known(new RemoteEnd("b", port));
    }
    assertThat(open("c", 1)).isFalse();

    table.closed(new RemoteEnd("b", 1));
    assertThat(open("c", 1)).isTrue();
  }

  @Test
  void closesConnectionsThatAreIdleForTooLong() {
    open("a", 1);
    open("a", 2);
    table.known(new RemoteEnd("a", 2));
    open("a", 3);
    table.begun(new RemoteEnd("a", 3));

    pass(HEADERS.plusMillis(1));
    assertThat(closed).containsExactly(new RemoteEnd("a", 1));

    pass(KEEP_ALIVE);
    assertThat(closed).containsExactly(new RemoteEnd("a", 1), new RemoteEnd("a", 2));

    table.ended(new RemoteEnd("a", 3));
    pass(HEADERS.plusMillis(1));
    assertThat(closed).hasSize(3);
    assertThat(table.size()).isZero();
  }

  /** Requests that a client sends at once count together: it may read each response slowly. */
  @Test
  void closesConnectionsThatAreBusyForTooLong() {
    ConnectionTable health =
        new ConnectionTable(
            new ConnectionLimits(9, 9, 9, 9, KEEP_ALIVE, KEEP_ALIVE, Optional.of(BUSY)), () -> now);
    List<String> ends = new ArrayList<>();
    for (int port = 1; port <= 3; port++) {
      RemoteEnd key = new RemoteEnd("a", port);
      health.opened(key, atOnce -> ends.add(key.port() + " " + atOnce));
      health.begun(key);
    }
    now += BUSY.toNanos() / 2;
    for (int port = 2; port <= 3; port++) {
      health.ended(new RemoteEnd("a", port));
      now += port == 3 ? Duration.ofSeconds(1).toNanos() : 0;
      health.begun(new RemoteEnd("a", port));
    }
    now += BUSY.toNanos() / 2 + 1;
    health.closeOverdue();

    assertThat(ends).containsExactlyInAnyOrder("1 true", "2 true");
  }

  @Test
  void eventsOfUnknownConnectionsAreIgnored() {
    RemoteEnd gone = new RemoteEnd("a", 1);
    table.begun(gone);
    table.known(gone);
    table.ended(gone);
    table.closed(gone);

    assertThat(table.size()).isZero();
  }

  private void pass(Duration time) {
    now += time.toNanos();
    table.closeOverdue();
  }

  private boolean open(String address, int port) {
    RemoteEnd key = new RemoteEnd(address, port);
    return table.opened(key, _ -> closed.add(key));
  }
}
