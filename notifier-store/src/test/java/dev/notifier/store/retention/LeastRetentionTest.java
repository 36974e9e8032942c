package dev.notifier.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastRetentionTest {
  @Test
  void aNotificationIsKeptADayLongerThanItIsNeeded() {
    assertThat(LeastRetention.ofNotifications(Duration.ZERO, List.of())).hasDays(8);
    assertThat(LeastRetention.ofNotifications(Duration.ofDays(9), List.of(route(2)))).hasDays(10);
    assertThat(LeastRetention.ofNotifications(Duration.ofDays(9), List.of(route(20), route(2))))
        .hasDays(21);
  }

  private static RouteConfig route(int days) {
    String spec = "{\"noReceiptAfter\":\"PT" + days * 24 + "H\"}";
    return RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
  }
}
