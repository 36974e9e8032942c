package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Reads route records that were written by older versions. */
class RouteRecordFormatTest {
  @Test
  void componentsThatAnOldRecordLacksHaveDefaults() {
    RouteConfig old =
        RecordJson.read(
            ("{\"host\":\"h\",\"message\":{\"dataCoding\":0},"
                    + "\"inbound\":{\"retryStatus\":\"0x64\"}}")
                .getBytes(StandardCharsets.UTF_8),
            RouteConfig.class);

    assertThat(old.registeredTemplates()).isEqualTo(RouteConfig.RegisteredTemplates.OFF);
    assertThat(old.message().rejectedCharacters()).isEmpty();
    assertThat(old.message().validity()).isEqualTo(MessageConfig.Validity.REMAINING);
    assertThat(old.inbound().trustReceiptText()).isFalse();
  }

  @Test
  void aRecordContainsNoConnection() {
    RouteConfig route =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("host", "smsc.example", "system-id", "login", "password", "secret")))
            .bindOrCreate("", RouteConfig.class);

    String json =
        new String(
            RecordJson.write(new RouteRecord(RouteRecord.VERSION, "vina", 1, route, false, 0)),
            StandardCharsets.UTF_8);

    assertThat(json)
        .contains("\"settings\"", "\"window\"")
        .doesNotContain(
            "smsc.example", "login", "secret", "host", "port\"", "systemId", "password", "tls");
  }
}
