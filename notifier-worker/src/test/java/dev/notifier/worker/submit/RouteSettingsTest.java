package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RouteSettingsTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicReference<RouteRecord> record = new AtomicReference<>(route(1, 2, 200, 0));
  private final RouteSettings orders =
      new RouteSettings(new Bind(0, "a", 1), name -> record.get(), record.get());

  private static RouteRecord route(int version, int sessions, int rate, int rebind) {
    RouteConfig spec = SubmitLine.spec(Map.of("rate", rate, "sessions", sessions));
    return new RouteRecord(RouteRecord.VERSION, "a", version, spec, false, rebind);
  }

  @Test
  void aLowerShareHoldsAtOnceAndAHigherOneOnceAllHaveLoweredTheirs() {
    assertThat(orders.share()).isEqualTo(100);
    record.set(route(2, 2, 100, 0));
    assertThat(orders.look(0)).isTrue();
    assertThat(orders.share()).isEqualTo(50);

    record.set(route(3, 2, 400, 0));
    orders.look(SECOND);
    assertThat(orders.share()).isEqualTo(50);
    assertThat(orders.look(2 * SECOND)).isFalse();
    assertThat(orders.look(3 * SECOND)).isTrue();
    assertThat(orders.share()).isEqualTo(200);
  }

  @Test
  void noLimitIsTheHighestOfAll() {
    record.set(route(2, 2, 0, 0));
    orders.look(0);
    assertThat(orders.share()).isEqualTo(100);
    orders.look(2 * SECOND);
    assertThat(orders.share()).isZero();
    record.set(route(3, 2, 10, 0));
    orders.look(3 * SECOND);
    assertThat(orders.share()).isEqualTo(5);
  }

  @Test
  void itSaysWhenASessionIsTakenAwayAndWhenItIsToBeBoundAnew() {
    String before = orders.binding();
    record.set(route(2, 1, 200, 0));
    orders.look(0);
    assertThat(orders.retired()).isTrue();
    assertThat(orders.binding()).isEqualTo(before);
    record.set(route(3, 2, 200, 1));
    orders.look(0);
    assertThat(orders.retired()).isFalse();
    assertThat(orders.binding()).isNotEqualTo(before);
  }

  @Test
  void aRouteThatVanishedStaysAsItWas() {
    RouteSettings lonely = new RouteSettings(new Bind(0, "a", 0), name -> null, route(1, 1, 70, 0));
    assertThat(lonely.look(0)).isFalse();
    assertThat(lonely.share()).isEqualTo(70);
  }
}
