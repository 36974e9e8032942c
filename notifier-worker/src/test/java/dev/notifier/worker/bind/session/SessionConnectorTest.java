package dev.notifier.worker.bind.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.bind.session.SessionEvent.Retry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a refused bind is tried again. */
class SessionConnectorTest {
  @ParameterizedTest
  @CsvSource({
    "0x0E, NEVER",
    "0x0F, NEVER",
    "0x53, NEVER",
    "0x05, LATER",
    "0x0D, LATER",
    "0x03, SOON",
    "0xFF, SOON",
    "0x401, SOON"
  })
  void onlyWrongCredentialsAreNotTriedAgain(String status, Retry retry) {
    assertThat(SessionConnector.retry(Integer.decode(status))).isEqualTo(retry);
  }
}
