package dev.notifier.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final String SHORT =
      "otpauth://totp/Notifier:lan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Notifier";

  /** The sums are of codes that another program has read. */
  @Test
  void makesWhatAReaderHasRead() throws Exception {
    assertThat(sum(SHORT)).isEqualTo("e07f34227bb4c9c4");
    assertThat(sum(SHORT + "x".repeat(134 - SHORT.length()))).isEqualTo("f48da23db0309b8a");
  }

  @Test
  void hasABorder() {
    assertThat(QrCode.of(SHORT).orElseThrow().side()).isEqualTo(37 + 8);
    assertThat(QrCode.of(SHORT).orElseThrow().path()).startsWith("M4 4h1v1h-1zM5 4h1v1h-1z");
  }

  @Test
  void refusesALongText() {
    assertThat(QrCode.of("x".repeat(134))).isPresent();
    assertThat(QrCode.of("x".repeat(135))).isEmpty();
  }

  private static String sum(String text) throws Exception {
    byte[] path = QrCode.of(text).orElseThrow().path().getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(path), 0, 8);
  }
}
