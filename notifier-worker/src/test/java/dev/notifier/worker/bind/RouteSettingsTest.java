package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.testing.SubmitFixtures;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteSettingsTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicReference<@Nullable RouteRecord> record =
      new AtomicReference<>(route(1, 2, 200, 0));
  private final RouteSettings settings =
      new RouteSettings(new BindId(0, "a", 1), _ -> record.get());

  private static RouteRecord route(int version, int sessions, int rate, int rebind) {
    RouteConfig spec = SubmitFixtures.route(Map.of("rate", rate, "sessions", sessions));
    return new RouteRecord(RouteRecord.VERSION, "a", version, spec, false, rebind);
  }

  @Test
  void aLowerShareAppliesAtOnceAndAHigherOneWhenAllWorkersHaveLoweredTheirs() {
    assertThat(settings.share()).isEqualTo(100);
    record.set(route(2, 2, 100, 0));
    assertThat(settings.refresh(0)).isTrue();
    assertThat(settings.share()).isEqualTo(50);

    record.set(route(3, 2, 400, 0));
    settings.refresh(SECOND);
    assertThat(settings.share()).isEqualTo(50);
    assertThat(settings.refresh(2 * SECOND)).isFalse();
    assertThat(settings.refresh(3 * SECOND)).isTrue();
    assertThat(settings.share()).isEqualTo(200);
  }

  @Test
  void unlimitedIsHigherThanAnyShare() {
    record.set(route(2, 2, 0, 0));
    settings.refresh(0);
    assertThat(settings.share()).isEqualTo(100);
    settings.refresh(2 * SECOND);
    assertThat(settings.share()).isZero();
    record.set(route(3, 2, 10, 0));
    settings.refresh(3 * SECOND);
    assertThat(settings.share()).isEqualTo(5);
  }

  @Test
  void aSessionIsRetiredWhenItsRouteHasFewerSessions() {
    record.set(route(2, 1, 200, 0));
    settings.refresh(0);
    assertThat(settings.isRetired()).isTrue();
    assertThat(settings.takeRebind()).isFalse();
  }

  @Test
  void aSessionIsBoundAgainOnceForEachRequest() {
    assertThat(settings.takeRebind()).isFalse();
    record.set(route(3, 2, 200, 1));
    settings.refresh(0);

    assertThat(settings.isRetired()).isFalse();
    assertThat(settings.takeRebind()).isTrue();
    assertThat(settings.takeRebind()).isFalse();
  }

  @Test
  void aRouteThatNoLongerExistsStaysUnchanged() {
    record.set(null);

    assertThat(settings.refresh(0)).isFalse();
    assertThat(settings.share()).isEqualTo(100);
  }
}
