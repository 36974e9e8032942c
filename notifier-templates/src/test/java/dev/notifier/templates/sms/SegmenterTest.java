package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {
  private final Segmenter segmenter = new Segmenter();

  @ParameterizedTest
  @CsvSource({
    "a, 1, GSM7, 1", "a, 160, GSM7, 1", "a, 161, GSM7, 2", "a, 306, GSM7, 2", "a, 307, GSM7, 3",
    "a, 459, GSM7, 3", "a, 460, GSM7, 4", "[, 80, GSM7, 1", "[, 81, GSM7, 2", "[, 152, GSM7, 2",
    "[, 153, GSM7, 3", "đ, 70, UCS2, 1", "đ, 71, UCS2, 2", "đ, 134, UCS2, 2", "đ, 135, UCS2, 3",
    "đ, 201, UCS2, 3", "đ, 202, UCS2, 4", "👍, 35, UCS2, 1", "👍, 36, UCS2, 2", "👍, 66, UCS2, 2",
    "👍, 67, UCS2, 3",
  })
  void countsSegments(String letter, int times, Encoding encoding, int count) {
    SegmentedText segments = split(letter.repeat(times));

    assertThat(segments.encoding()).isEqualTo(encoding);
    assertThat(segments.count()).isEqualTo(count);
  }

  @Test
  void anEmptyTextIsOneEmptySegment() {
    assertThat(split("").segments()).containsExactly("");
    assertThat(split("").units()).isZero();
  }

  @Test
  void movesAnEscapePairToTheNextSegment() {
    SegmentedText segments = split("a".repeat(152) + "[" + "b".repeat(20));

    assertThat(segments.segments()).containsExactly("a".repeat(152), "[" + "b".repeat(20));
    assertThat(segments.units()).isEqualTo(174);
    assertThat(split("a".repeat(151) + "[" + "b".repeat(20)).segments())
        .containsExactly("a".repeat(151) + "[", "b".repeat(20));
    // 306 septets, but three segments: counting by division is wrong.
    assertThat(split("a".repeat(152) + "[" + "b".repeat(152)).count()).isEqualTo(3);
  }

  @Test
  void movesASurrogatePairToTheNextSegment() {
    SegmentedText segments = split("đ".repeat(66) + "👍" + "đ".repeat(20));

    assertThat(segments.segments()).containsExactly("đ".repeat(66), "👍" + "đ".repeat(20));
  }

  @Test
  void keepsALetterWithItsCombiningMark() {
    String letter = "e\u0306\u0302";
    SegmentedText segments = split("đ".repeat(65) + letter + "đ".repeat(20));

    assertThat(segments.segments()).containsExactly("đ".repeat(65), letter + "đ".repeat(20));
    // ê̆ of Ê-đê is two code points even when composed.
    assertThat(split("đ".repeat(66) + "ê\u0306" + "đ".repeat(20)).segments().getFirst())
        .isEqualTo("đ".repeat(66));
  }

  @Test
  void keepsAKhmerStackTogether() {
    String stack = "ស\u17D2ត\u17B8";
    for (int before = 64; before <= 66; before++) {
      SegmentedText segments = split("ក".repeat(before) + stack + "ក".repeat(20));
      assertThat(segments.segments()).containsExactly("ក".repeat(before), stack + "ក".repeat(20));
    }
    assertThat(split("ក".repeat(63) + stack + "ក".repeat(20)).segments().getFirst())
        .isEqualTo("ក".repeat(63) + stack);
  }

  @Test
  void keepsAnEmojiSequenceTogetherIfItCostsNothing() {
    String family = "👨\u200D👩\u200D👧";
    assertThat(split("đ".repeat(62) + family + "đ".repeat(20)).segments())
        .containsExactly("đ".repeat(62), family + "đ".repeat(20));
  }

  @Test
  void splitsAClusterIfKeepingItCostsASegment() {
    String letter = "e\u0306\u0302";
    String text = "đ".repeat(66) + letter + "đ".repeat(65);
    assertThat(text).hasSize(134);

    SegmentedText segments = split(text);

    assertThat(segments.count()).isEqualTo(2);
    assertThat(segments.segments().getFirst()).hasSize(67);
  }

  @Test
  void splitsAClusterThatIsLongerThanASegment() {
    String pile = "e" + "\u0306".repeat(200);
    assertThat(split(pile).segments()).allMatch(segment -> segment.length() <= 67);
    assertThat(String.join("", split(pile).segments())).isEqualTo(pile);
  }

  @Test
  void keepsLoneSurrogates() {
    String text = "\uD83D".repeat(100) + "\uDC4D".repeat(100);
    assertThat(String.join("", split(text).segments())).isEqualTo(text);
  }

  @Test
  void reportsTooManySegments() {
    assertThat(split("a".repeat(1530)).count()).isEqualTo(10);
    assertThat(segmenter.segment("a".repeat(1531)))
        .isEqualTo(new TooManySegments(Encoding.GSM7, 11, 10));
    assertThat(segmenter.segment("đ".repeat(671)))
        .isEqualTo(new TooManySegments(Encoding.UCS2, 11, 10));
    assertThat(new Segmenter(1).segment("a".repeat(161)))
        .isEqualTo(new TooManySegments(Encoding.GSM7, 2, 1));
    assertThatThrownBy(() -> new Segmenter(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Segmenter(256)).isInstanceOf(IllegalArgumentException.class);
  }

  private SegmentedText split(String text) {
    return (SegmentedText) segmenter.segment(text);
  }
}
