package dev.notifier.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextTest {
  @Test
  void gsmTextComesBackAsItWas() {
    String text = "@£$ Àè? {[~]} \\ | ^ € Ωé ñ".replace('À', 'à');
    byte[] septets = Gsm7.encode(text);
    assertThat(Gsm7.decode(septets)).isEqualTo(text);
    assertThat(Gsm7.encode("€")).containsExactly(0x1B, 0x65);
    assertThat(Gsm7.encode("@")).containsExactly(0);
    assertThat(Gsm7.encode("ạ")).isEmpty();
  }

  @Test
  void theAlphabetHas128Places() {
    byte[] all = new byte[128];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i == 0x1B ? ' ' : i);
    }
    assertThat(Gsm7.decode(all)).hasSize(128).contains("ABCXYZ".substring(0, 3)).endsWith("üà");
    assertThat(Gsm7.decode(new byte[] {0x24, 0x7B, 0x02, 0x20})).isEqualTo("¤ä$ ");
  }

  @Test
  void dataCodingChoosesTheAlphabetAndTheHeaderIsLeftOut() {
    byte[] khmer = "សួស្តី".getBytes(StandardCharsets.UTF_16BE);
    assertThat(text(0, 8, khmer)).isEqualTo("សួស្តី");
    assertThat(text(0x40, 0, new byte[] {5, 0, 3, 1, 2, 1, 'h', 'i'})).isEqualTo("hi");
    assertThat(text(0, 3, new byte[] {(byte) 0xE9})).isEqualTo("é");
    assertThat(text(0, 0xF0, new byte[] {0})).isEqualTo("@");
    assertThat(text(0, 4, new byte[] {1, 2})).isEqualTo("[2 bytes of data]");
  }

  private static String text(int esmClass, int dataCoding, byte[] bytes) {
    Address someone = new Address(1, 1, "84912345678");
    return MessageText.of(
        new ShortMessage(someone, someone, esmClass, 0, dataCoding, 0, bytes), Alphabet.GSM7);
  }
}
