package dev.notifier.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextTest {
  @Test
  void gsm7IsEncodedAndDecoded() {
    String text = "@£$ àè? {[~]} \\ | ^ € Ωé ñ";
    assertThat(Gsm7.decode(Gsm7.encode(text))).isEqualTo(text);
    assertThat(Gsm7.encode("€")).containsExactly(0x1B, 0x65);
    assertThat(Gsm7.encode("@")).containsExactly(0);
    assertThat(Gsm7.encode("ạ")).isEmpty();
  }

  @Test
  void gsm7Has128Characters() {
    byte[] all = new byte[128];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i == 0x1B ? ' ' : i);
    }
    assertThat(Gsm7.decode(all))
        .hasSize(128)
        .startsWith("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?")
        .endsWith("¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
  }

  @ParameterizedTest
  @CsvSource({
    "gsm7, 0x00, 0x08, 179F17BD179F17D2178F17B8, សួស្តី",
    "gsm7, 0x40, 0x00, 0500030102016869, hi",
    "gsm7, 0x00, 0x01, 40, @",
    "gsm7, 0x00, 0x03, E9, é",
    "gsm7, 0x00, 0xF0, 00, @",
    "gsm7, 0x00, 0xF4, 0102, [2 bytes of data]",
    "gsm7, 0x00, 0x04, 0102, [2 bytes of data]",
    "gsm7, 0x00, 0x00, 00, @",
    "latin1, 0x00, 0x00, E9, é",
    "ascii, 0x00, 0x00, 40, @",
    "gsm7_packed, 0x40, 0x00, 050003070201C2, a",
  })
  void dataCodingDefinesTheAlphabet(
      String defaultAlphabet, String esmClass, String dataCoding, String hex, String text) {
    Address address = new Address(1, 1, "84912345678");
    ShortMessage message =
        new ShortMessage(
            address,
            address,
            Integer.decode(esmClass),
            0,
            Integer.decode(dataCoding),
            0,
            HexFormat.of().parseHex(hex));
    Alphabet alphabet = Alphabet.valueOf(defaultAlphabet.toUpperCase(Locale.ROOT));
    assertThat(MessageText.of(message, alphabet)).isEqualTo(text);
  }
}
