package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireBytesTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "GSM7, Ba [1], 4261201b3c311b3e",
    "UCS2, Bà đ, 004200e000200111",
    "ASCII, a[@_, 615b405f",
    "LATIN1, é@§, e940a7",
    "GSM7_PACKED, hellohello, e8329bfd4697d9ec37",
  })
  void aSingleSegmentHasNoHeader(Encoding encoding, String text, String bytes) {
    assertThat(HEX.formatHex(WireBytes.encodeSingle(encoding, text))).isEqualTo(bytes);
  }

  /** Unused, the last bits of seven septets would be read as an at sign. */
  @Test
  void fillsSevenSpareBitsWithACarriageReturn() {
    assertThat(HEX.formatHex(WireBytes.encodeSingle(Encoding.GSM7_PACKED, "hellohe")))
        .isEqualTo("e8329bfd46971b");
  }

  @ParameterizedTest
  @CsvSource({
    "GSM7, UDH8, 0xAB, Hi, 050003ab03024869",
    "GSM7, UDH16, 0x1FF, Hi, 06080401ff03024869",
    "GSM7, SAR, 0x1FF, Hi, 4869",
    "UCS2, UDH8, 0x1FF, 👍, 050003ff0302d83ddc4d",
    "UCS2, UDH16, 0xABCD, 👍, 060804abcd0302d83ddc4d",
    "LATIN1, UDH8, 1, é, 0500030103 02e9",
    "GSM7_PACKED, UDH8, 0xAB, Hi, 050003ab03029069",
    "GSM7_PACKED, UDH16, 0x1FF, Hi, 06080401ff0302c834",
  })
  void aSegmentStartsWithItsHeader(
      Encoding encoding, Concatenation concatenation, String reference, String text, String bytes) {
    byte[] segment =
        WireBytes.encodeSegment(encoding, text, concatenation, Integer.decode(reference), 2, 3);

    assertThat(HEX.formatHex(segment)).isEqualTo(bytes.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "GSM7, UDH8, 153, 159", "GSM7, UDH16, 152, 159", "GSM7, SAR, 153, 153",
    "GSM7_PACKED, UDH8, 153, 140", "GSM7_PACKED, UDH16, 152, 140", "ASCII, UDH8, 153, 159",
    "UCS2, UDH8, 67, 140", "UCS2, UDH16, 66, 139", "UCS2, SAR, 67, 134",
  })
  void aFullSegmentFitsExactly(
      Encoding encoding, Concatenation concatenation, int units, int bytes) {
    assertThat(WireBytes.encodeSegment(encoding, "a".repeat(units), concatenation, 1, 1, 2))
        .hasSize(bytes);
    assertThatThrownBy(
            () -> WireBytes.encodeSegment(encoding, "a".repeat(units + 1), concatenation, 1, 1, 2))
        .hasMessageContaining("at most " + units);
  }

  @Test
  void aTextSplitForSeptetsFitsInLatin1() {
    assertThat(
            WireBytes.encodeSegment(Encoding.LATIN1, "a".repeat(153), Concatenation.UDH8, 1, 1, 2))
        .hasSize(159);
    assertThat(WireBytes.fitsSegment(Encoding.LATIN1, "a".repeat(153), Concatenation.UDH16))
        .isFalse();
    assertThat(WireBytes.fitsSingleSegment(Encoding.LATIN1, "[".repeat(81))).isFalse();
  }

  @Test
  void aPayloadContainsTheWholeText() {
    assertThat(WireBytes.encodePayload(Encoding.UCS2, "đ".repeat(500)))
        .isEqualTo("đ".repeat(500).getBytes(StandardCharsets.UTF_16BE));
    assertThat(WireBytes.encodePayload(Encoding.GSM7, "a".repeat(1530))).hasSize(1530);
  }

  @Test
  void rejectsTextsThatDoNotFit() {
    assertThatThrownBy(() -> WireBytes.encodeSingle(Encoding.UCS2, "a".repeat(71)))
        .hasMessageContaining("at most 70");
    assertThatThrownBy(() -> WireBytes.encodeSingle(Encoding.LATIN1, "5 €"))
        .hasMessageContaining("not in LATIN1");
    assertThatThrownBy(
            () -> WireBytes.encodeSegment(Encoding.GSM7, "a", Concatenation.UDH8, 1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WireBytes.encodeSegment(Encoding.GSM7, "a", Concatenation.UDH8, 1, 1, 256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WireBytes.encodeSegment(Encoding.GSM7, "a", Concatenation.UDH8, 1, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WireBytes.encodeSegment(Encoding.GSM7, "a", Concatenation.PAYLOAD, 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
