package dev.notifier.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, with the last 6 of its 8 digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void hasTheCodesOfTheStandard(long seconds, String code) {
    Instant at = Instant.ofEpochSecond(seconds);
    assertThat(Totp.code(SECRET, Totp.step(at))).isEqualTo(code);
    assertThat(Totp.matchingStep(SECRET, code, at)).hasValue(Totp.step(at));
  }

  /** RFC 4226, appendix D. */
  @ParameterizedTest
  @CsvSource({"0, 755224", "1, 287082", "2, 359152", "9, 520489"})
  void hasTheCodesOfCounters(long counter, String code) {
    assertThat(Totp.code(SECRET, counter)).isEqualTo(code);
  }

  @Test
  void toleratesOneStepBeforeAndAfter() {
    Instant at = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(at);
    for (int difference = -1; difference <= 1; difference++) {
      assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step + difference), at))
          .hasValue(step + difference);
    }
    assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step - 2), at)).isEmpty();
    assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step + 2), at)).isEmpty();
    assertThat(Totp.matchingStep(SECRET, "", at)).isEmpty();
  }

  /** RFC 4648, section 10, without padding. */
  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "foobar, MZXW6YTBOI"})
  void writesBase32(String text, String encoded) {
    assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
  }
}
