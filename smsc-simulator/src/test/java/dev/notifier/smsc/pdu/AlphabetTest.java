package dev.notifier.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphabetTest {
  @Test
  void septetsArePackedAsInTheStandard() {
    byte[] packed = Alphabet.GSM7_PACKED.toWire(Gsm7.encode("hellohello"), 0);
    assertThat(HexFormat.of().formatHex(packed)).isEqualTo("e8329bfd4697d9ec37");
    assertThat(Alphabet.GSM7_PACKED.decode(packed, 0)).isEqualTo("hellohello");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 7, 9})
  void packedTextsOfEveryLengthAreDecoded(int headerBytes) {
    String text = "The quick brown fox: @£{€} jumps over it";
    for (int length = 0; length <= text.length(); length++) {
      if (length > 0 && text.charAt(length - 1) == '@') {
        continue; // Can be padding.
      }
      String start = text.substring(0, length);
      byte[] packed = Alphabet.GSM7_PACKED.toWire(Gsm7.encode(start), headerBytes);
      assertThat(Alphabet.GSM7_PACKED.decode(packed, headerBytes)).isEqualTo(start);
    }
  }
}
