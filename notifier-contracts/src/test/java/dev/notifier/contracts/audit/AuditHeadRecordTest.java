package dev.notifier.contracts.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditHeadRecordTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void aBlockWithItsHashAndNoBlockAreValid() {
    for (AuditHeadRecord head :
        new AuditHeadRecord[] {new AuditHeadRecord(3, 7, HASH), new AuditHeadRecord(1, 0, "")}) {
      assertThat(AuditHeadRecord.FORMAT.read(RecordJson.write(head))).isEqualTo(head);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"acceptance\":-1,\"block\":7,\"hash\":\"HASH\"}",
        "{\"v\":1,\"acceptance\":0,\"block\":-7,\"hash\":\"HASH\"}",
        "{\"v\":1,\"acceptance\":0,\"block\":7,\"hash\":\"\"}",
        "{\"v\":1,\"acceptance\":0,\"block\":7,\"hash\":\"HASH0\"}",
        "{\"v\":1,\"acceptance\":0,\"block\":7}"
      })
  void impossibleValuesAreNoRecord(String json) {
    byte[] value = json.replace("HASH", HASH).getBytes(StandardCharsets.UTF_8);

    assertThat(AuditHeadRecord.FORMAT.decode(value)).isInstanceOf(Decoded.Unreadable.class);
  }
}
