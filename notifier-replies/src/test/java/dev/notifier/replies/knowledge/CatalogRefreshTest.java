package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatalogRefreshTest {
  private final KnowledgeCatalog catalog = new KnowledgeCatalog(_ -> List.of());
  private long now;

  /** How long each call of the clock takes. */
  private long step;

  private final CatalogRefresh refresh = new CatalogRefresh(catalog, () -> now += step);

  @Test
  void indexesAreMadeAtMostOnceASecond() {
    assertThat(refresh.refreshIfDue()).as("nothing has changed").isFalse();
    change();
    assertThat(refresh.refreshIfDue()).isTrue();

    change();
    pass(Duration.ofMillis(999));
    assertThat(refresh.refreshIfDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(refresh.refreshIfDue()).isTrue();
    assertThat(catalog.size("default")).isEqualTo(1);
  }

  @Test
  void aLongRefreshHasALongPauseAfterIt() {
    step = TimeUnit.SECONDS.toNanos(2);
    change();
    assertThat(refresh.refreshIfDue()).isTrue();
    step = 0;

    change();
    pass(Duration.ofMillis(19_999));
    assertThat(refresh.refreshIfDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(refresh.refreshIfDue()).isTrue();
  }

  private void change() {
    catalog.put(
        "default",
        "card",
        List.of(
            new KnowledgeEntry(
                "card", "vi", "Card", List.of("card"), "x", "x", List.of(), "office", null)));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
