package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireProfileTest {
  @ParameterizedTest
  @CsvSource({
    // alphabet, concatenation, letters, segments
    "GSM7, UDH8, 160, 1",
    "GSM7, UDH8, 161, 2",
    "GSM7, UDH8, 306, 2",
    "GSM7, UDH8, 307, 3",
    "GSM7, UDH16, 160, 1",
    "GSM7, UDH16, 304, 2",
    "GSM7, UDH16, 305, 3",
    "GSM7_PACKED, UDH8, 306, 2",
    "GSM7_PACKED, UDH16, 305, 3",
    "GSM7, SAR, 306, 2",
    "GSM7, SAR, 307, 3",
    "ASCII, UDH8, 160, 1",
    "ASCII, UDH8, 307, 3",
    "LATIN1, UDH8, 140, 1",
    "LATIN1, UDH8, 141, 2",
    "LATIN1, UDH8, 268, 2",
    "LATIN1, UDH8, 269, 3",
    "LATIN1, UDH16, 266, 2",
    "LATIN1, UDH16, 267, 3",
    "GSM7, PAYLOAD, 160, 1",
    "GSM7, PAYLOAD, 1530, 1",
  })
  void splitsTextsForTheProfile(
      Encoding alphabet, Concatenation concatenation, int letters, int segments) {
    String text = "a".repeat(letters);

    SegmentedText split = split(alphabet, concatenation, text);

    assertThat(split.encoding()).isEqualTo(alphabet);
    assertThat(split.count()).isEqualTo(segments);
    assertThat(String.join("", split.segments())).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "ASCII, a[b], ASCII", "ASCII, giá: 5, UCS2", "ASCII, 5 £, UCS2", "ASCII, ha`, UCS2",
    "LATIN1, Éve 5 £, LATIN1", "LATIN1, 5 €, UCS2", "LATIN1, Ω, UCS2", "GSM7, 5 € Ω, GSM7",
    "GSM7_PACKED, 5 € Ω, GSM7_PACKED", "GSM7_PACKED, đ, UCS2", "LATIN1, ã, UCS2",
  })
  void aCharacterOutsideTheAlphabetMakesTheTextUcs2(Encoding alphabet, String text, Encoding used) {
    assertThat(split(alphabet, Concatenation.UDH8, text).encoding()).isEqualTo(used);
  }

  @Test
  void aPayloadMustAlsoFitIntoTheAllowedSegments() {
    Segmenter segmenter = new Segmenter(10, new WireProfile(Encoding.GSM7, Concatenation.PAYLOAD));

    assertThat(segmenter.segment("a".repeat(1531)))
        .isEqualTo(new TooManySegments(Encoding.GSM7, 11, 10));
  }

  @Test
  void a16BitReferenceLeavesOneUnitLessForUcs2() {
    assertThat(split(Encoding.GSM7, Concatenation.UDH16, "đ".repeat(133)).segments())
        .isEqualTo(List.of("đ".repeat(66), "đ".repeat(66), "đ"));
  }

  @Test
  void keepsAGivenEncoding() {
    Segmenter segmenter = new Segmenter(10, new WireProfile(Encoding.LATIN1, Concatenation.UDH8));

    assertThat(((SegmentedText) segmenter.segment("a", Encoding.UCS2)).encoding())
        .isEqualTo(Encoding.UCS2);
  }

  @Test
  void ucs2IsNotAValidAlphabet() {
    assertThatThrownBy(() -> new WireProfile(Encoding.UCS2, Concatenation.UDH8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SegmentedText split(Encoding alphabet, Concatenation concatenation, String text) {
    return (SegmentedText)
        new Segmenter(10, new WireProfile(alphabet, concatenation)).segment(text);
  }
}
