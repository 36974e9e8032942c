package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseCookie;

class CookiesTest {
  @ParameterizedTest
  @CsvSource({
    "true,__Host-notifier-session=ns_1; Path=/; Secure; HttpOnly; SameSite=Strict",
    "false,notifier-session=ns_1; Path=/; HttpOnly; SameSite=Strict"
  })
  void overTlsTheCookieBelongsToThisHost(boolean secure, String header) {
    String name = Cookies.name(secure, Cookies.SESSION);
    assertThat(Cookies.header(secure, ResponseCookie.from(name, "ns_1"))).isEqualTo(header);
  }
}
