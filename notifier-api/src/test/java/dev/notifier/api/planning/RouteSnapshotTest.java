package dev.notifier.api.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Decoded;
import dev.notifier.templates.ReplyPlaceholders;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteSnapshotTest {
  /** An older release, or another program, wrote the record. */
  @Test
  void aRouteThatHasOnlyItsLimitsCanBePlanned() {
    RouteSnapshot routes = new RouteSnapshot(Set.of("vina"), "vina", ReplyPlaceholders.NONE);

    routes.changed(
        "vina",
        read(
            "{\"v\":1,\"name\":\"vina\",\"version\":1,\"settings\":{\"sessions\":1,\"window\":9}}"));

    assertThat(routes.planner()).isNotNull();
  }

  private static RouteRecord read(String json) {
    Decoded<RouteRecord> decoded = RouteRecord.FORMAT.decode(json.getBytes(StandardCharsets.UTF_8));
    assertThat(decoded).isInstanceOf(Decoded.Complete.class);
    return ((Decoded.Complete<RouteRecord>) decoded).record();
  }
}
