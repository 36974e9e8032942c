package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
}
