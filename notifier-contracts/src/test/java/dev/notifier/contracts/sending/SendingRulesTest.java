package dev.notifier.contracts.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SendingRulesTest {
  private static final UUID BATCH = UUID.fromString("0193807a-5f3c-7b21-9c44-1f0e8a6d2b57");

  @Test
  void rulesAreWrittenWithoutWhatIsMissing() {
    SendingRules rules =
        new SendingRules(
            Instant.parse("2026-12-01T01:00:00Z"),
            new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)),
            Duration.ofDays(30),
            null,
            null);
    byte[] json = RecordJson.write(rules);

    assertThat(new JsonMapper().readValue(json, SendingRules.class)).isEqualTo(rules);
    assertThat(rules.hasSharedKey()).isFalse();
    assertThat(RecordJson.write(SendingRules.NONE)).asString().isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "/batches/0193807a-5f3c-7b21-9c44-1f0e8a6d2b57, 17, 17",
    "/batches/0193807a-5f3c-7b21-9c44-1f0e8a6d2b57, 0,",
    "/batches/0193807a-5f3c-7b21-9c44-1f0e8a6d2b57, x,",
    "/batches/0193807a-5f3c-7b21-9c44-1f0e8a6d2b5, 1,",
    "/batches/0193807a_5f3c_7b21_9c44_1f0e8a6d2b57, 1,",
    "/tst/son-la, 1,"
  })
  void theLineOfABatchIsItsSourceAndId(String source, String id, Integer line) {
    BatchLine found = BatchLine.of(source, id);

    assertThat(found).isEqualTo(line == null ? null : new BatchLine(BATCH, line));
    if (found != null) {
      assertThat(found.source()).isEqualTo(source);
      assertThat(found.eventId()).isEqualTo(id);
    }
  }
}
