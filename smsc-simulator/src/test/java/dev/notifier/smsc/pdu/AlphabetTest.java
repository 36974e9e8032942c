package dev.notifier.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AlphabetTest {
  @Test
  void septetsArePackedAsTheStandardSays() {
    byte[] packed = Alphabet.GSM7_PACKED.toWire(Gsm7.encode("hellohello"), 0);
    assertThat(HexFormat.of().formatHex(packed)).isEqualTo("e8329bfd4697d9ec37");
    assertThat(Alphabet.GSM7_PACKED.decode(packed, 0)).isEqualTo("hellohello");
  }

  @Test
  void packedTextsOfAllLengthsComeBackAfterAnyHeader() {
    String text = "The quick brown fox: @£{€} jumps over it";
    for (int header : new int[] {0, 6, 7, 9}) {
      for (int length = 0; length <= text.length(); length++) {
        if (length > 0 && text.charAt(length - 1) == '@') {
          continue; // May be padding.
        }
        String some = text.substring(0, length);
        byte[] packed = Alphabet.GSM7_PACKED.toWire(Gsm7.encode(some), header);
        assertThat(Alphabet.GSM7_PACKED.decode(packed, header)).isEqualTo(some);
      }
    }
  }

  @Test
  void dataCoding0IsReadAsConfigured() {
    assertThat(text(Alphabet.LATIN1, 0, (byte) 0xE9)).isEqualTo("é");
    assertThat(text(Alphabet.ASCII, 0, (byte) '@')).isEqualTo("@");
    assertThat(text(Alphabet.GSM7, 0, (byte) 0)).isEqualTo("@");
    byte[] packed = {5, 0, 3, 7, 2, 1, (byte) ('a' << 1)};
    assertThat(text(Alphabet.GSM7_PACKED, 0x40, packed)).isEqualTo("a");
  }

  private static String text(Alphabet alphabet, int esmClass, byte... bytes) {
    Address someone = new Address(1, 1, "84912345678");
    ShortMessage message = new ShortMessage(someone, someone, esmClass, 0, 0, 0, bytes);
    return MessageText.of(message, alphabet);
  }
}
