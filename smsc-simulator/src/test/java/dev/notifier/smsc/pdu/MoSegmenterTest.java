package dev.notifier.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoSegmenterTest {
  private static final Address NUMBER = new Address(1, 1, "84912345678");

  @ParameterizedTest
  @CsvSource({
    "gsm7, a, 160, 1",
    "gsm7, a, 161, 2",
    "gsm7, a, 306, 2",
    "gsm7, a, 307, 3",
    "gsm7, €, 80, 1",
    "gsm7, €, 81, 2",
    "gsm7, €, 153, 3",
    "gsm7_packed, a, 307, 3",
    "gsm7_packed, a, 160, 1",
    "latin1, é, 200, 2",
    "ascii, a, 200, 2",
    "ascii, ạ, 70, 1",
    "gsm7, ạ, 71, 2",
    "gsm7, 😀, 35, 1",
    "gsm7, 😀, 67, 3",
  })
  void textsAreSplitAndCanBeJoined(String alphabet, String letter, int letters, int count) {
    Alphabet defaultAlphabet = Alphabet.valueOf(alphabet.toUpperCase(Locale.ROOT));
    String text = letter.repeat(letters);
    List<ShortMessage> segments = MoSegmenter.of(NUMBER, NUMBER, text, defaultAlphabet, 300);
    assertThat(segments).hasSize(count);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ShortMessage segment = segments.get(i);
      joined.append(MessageText.of(segment, defaultAlphabet));
      SegmentInfo expected =
          count == 1 ? null : new SegmentInfo(300 & 0xFF, false, count, i + 1, 3);
      assertThat(SegmentInfo.of(segment)).isEqualTo(expected);
    }
    assertThat(joined).hasToString(text);
  }
}
