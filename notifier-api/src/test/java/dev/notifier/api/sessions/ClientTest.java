package dev.notifier.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {
  @Test
  void namesTheProgramAndNeverWhatItSent() {
    assertThat(
            Client.program(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0 Safari/537.36 Edg/142.0"))
        .isEqualTo("Edge on Windows");
    assertThat(Client.program("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/144.0"))
        .isEqualTo("Firefox on Linux");
    assertThat(Client.program("curl/8.16.0")).isEqualTo("curl");
    assertThat(Client.program("<script>")).isEqualTo("another program");
    assertThat(Client.program(null)).isEqualTo("another program");
  }
}
