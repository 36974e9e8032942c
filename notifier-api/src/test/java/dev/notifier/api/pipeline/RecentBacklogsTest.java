package dev.notifier.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.contracts.Lane;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentBacklogsTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private final RecentBacklogs recent = new RecentBacklogs();

  @Test
  void saysWhenALaneWillBeEmpty() {
    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.UNKNOWN);
    at(0, 1_000, 0);
    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.UNKNOWN);
    assertThat(recent.written("viettel")).isNull();
    at(10, 800, 150);

    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.FALLING);
    assertThat(recent.emptyAt(Lane.BULK)).isEqualTo(START.plusSeconds(50));
    assertThat(recent.written("viettel")).isEqualTo(15);
    assertThat(recent.written("viet")).isZero();
    assertThat(recent.trend(Lane.URGENT)).isEqualTo(Trend.EMPTY);
    assertThat(recent.emptyAt(Lane.URGENT)).isNull();
  }

  @Test
  void saysThatALaneGrowsOrStaysAsItIs() {
    at(0, 1_000, 0);
    at(10, 1_002, 0);
    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.STEADY);
    at(20, 1_200, 0);
    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.GROWING);
    assertThat(recent.emptyAt(Lane.BULK)).isNull();
  }

  @Test
  void onlyTheLastMinuteCounts() {
    at(0, 100_000, 0);
    at(40, 1_000, 0);
    at(80, 2_000, 0);

    assertThat(recent.trend(Lane.BULK)).isEqualTo(Trend.GROWING);
  }

  /** A new owner counts from the start. */
  @Test
  void aNewOwnerDoesNotCountForTheFormerOne() {
    at(0, 0, 1_000);
    at(10, 0, 4);

    assertThat(recent.written("viettel")).isZero();
  }

  private void at(int second, long waiting, long written) {
    Instant at = START.plusSeconds(second);
    recent.add(
        new Backlog(
            at,
            TimeUnit.SECONDS.toNanos(second),
            Map.of(
                new Queue(null, Lane.BULK), new Waiting(waiting / 2, at),
                new Queue("viettel", Lane.BULK), new Waiting(waiting - waiting / 2, at)),
            Map.of("viettel/0@worker-1", written)));
  }
}
