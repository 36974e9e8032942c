package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.vietnamese.Diacritics;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextPropertiesTest {
  private static final String GSM7 =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCÄÖÑÜ§¿xyzäöñüà"
          + "\f^{}\\[~]|€[]{}[]{}";

  @Property(tries = 500)
  void encodedTextsCanBeDecoded(@ForAll("gsm7") String text) {
    byte[] septets = Gsm7Alphabet.encode(text);

    assertThat(septets).hasSize(Gsm7Alphabet.septets(text));
    assertThat(Gsm7Alphabet.decode(septets)).isEqualTo(text);
  }

  @Property(tries = 500)
  void segmentsOfSeptetsAreWholeAndFit(@ForAll("gsm7") String text) {
    assertWholeAndFitting(text, Encoding.GSM7);
  }

  @Property(tries = 500)
  void segmentsOfAnyTextAreWholeAndFit(@ForAll("mixed") String text) {
    assertWholeAndFitting(text, Encoding.of(text));
  }

  @Property(tries = 500)
  void noSegmentBeginsInsideASurrogatePair(@ForAll("mixed") String text) {
    List<String> parts = segments(text).segments();
    for (String segment : parts.subList(1, parts.size())) {
      assertThat(Character.isLowSurrogate(segment.charAt(0))).isFalse();
    }
  }

  @Property(tries = 500)
  void wholeClustersNeverCostASegment(@ForAll("mixed") String text) {
    if (Encoding.of(text) == Encoding.UCS2 && text.length() > 70) {
      int parts = 0;
      for (int start = 0; start < text.length(); parts++) {
        int end = Math.min(text.length(), start + 67);
        boolean pair =
            end < text.length()
                && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        start = pair ? end - 1 : end;
      }
      assertThat(segments(text).count()).isEqualTo(parts);
    }
  }

  @Property(tries = 500)
  void strippedVietnameseIsGsm7InEveryForm(@ForAll("vietnamese") String text) {
    String stripped = Diacritics.strip(text);

    assertThat(Encoding.of(stripped)).isEqualTo(Encoding.GSM7);
    assertThat(Diacritics.strip(stripped)).isEqualTo(stripped);
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    assertThat(Diacritics.strip(decomposed)).isEqualTo(stripped);
    assertThat(Diacritics.keep(decomposed)).isEqualTo(Diacritics.keep(text));
  }

  private static void assertWholeAndFitting(String text, Encoding encoding) {
    SegmentedText segments = segments(text);
    int max =
        segments.count() == 1
            ? encoding.unitsInSingleSegment()
            : encoding.unitsPerSegment(Concatenation.UDH8);

    assertThat(segments.encoding()).isEqualTo(encoding);
    assertThat(String.join("", segments.segments())).isEqualTo(text);
    assertThat(segments.segments()).allMatch(segment -> encoding.units(segment) <= max);
    assertThat(segments.units())
        .isEqualTo(segments.segments().stream().mapToInt(encoding::units).sum());
    assertThat(segments.count() == 1)
        .isEqualTo(segments.units() <= encoding.unitsInSingleSegment());
    if (segments.count() > 1) {
      assertThat(segments.segments()).allMatch(segment -> !segment.isEmpty());
    }
  }

  private static SegmentedText segments(String text) {
    return (SegmentedText) new Segmenter(255).segment(text);
  }

  @Provide
  Arbitrary<String> gsm7() {
    return Arbitraries.strings().withChars(GSM7.toCharArray()).ofMaxLength(700);
  }

  @Provide
  Arbitrary<String> mixed() {
    return Arbitraries.of(
            "a",
            "đ",
            "ộ",
            " ",
            "[",
            "€",
            "👍",
            "👨\u200D👩\u200D👧",
            "e\u0306\u0302",
            "ê\u0306",
            "ស\u17D2ត\u17B8",
            "ក",
            "\u200B",
            "नि",
            "한",
            "\r\n")
        .list()
        .ofMaxSize(300)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> vietnamese() {
    List<String> letters = VietnameseLetters.all().toList();
    Arbitrary<String> plain = Arbitraries.of("n", "h", "T", "1", ".", ",", ":", "/");
    Arbitrary<String> typographic =
        Arbitraries.of(" ", "“", "”", "–", "…", "\u00A0", "\u200B", "₫", "ð", "•");
    return Arbitraries.oneOf(Arbitraries.of(letters), plain, typographic)
        .list()
        .ofMaxSize(200)
        .map(parts -> String.join("", parts));
  }
}
