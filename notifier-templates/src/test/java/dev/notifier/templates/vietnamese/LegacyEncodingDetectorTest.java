package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.sms.VietnameseLetters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LegacyEncodingDetectorTest {
  private static final String SENTENCE = "Bảo hiểm xã hội: thẻ BHYT còn hạn đến 31/12";

  @Test
  void theEncoderMatchesKnownConverters() {
    // Taken from the converters and fonts of these encodings.
    assertThat(LegacyEncoder.write(LegacyEncoding.UTF8_AS_1252, SENTENCE))
        .isEqualTo("Báº£o hiá»ƒm xÃ£ há»™i: tháº» BHYT cÃ²n háº¡n Ä‘áº¿n 31/12");
    assertThat(LegacyEncoder.write(LegacyEncoding.WINDOWS_1258, SENTENCE))
        .isEqualTo("BaÒo hiêÒm xaÞ hôòi: theÒ BHYT coÌn haòn ðêìn 31/12");
    assertThat(LegacyEncoder.write(LegacyEncoding.TCVN3, SENTENCE))
        .isEqualTo("B¶o hiÓm x· héi: thÎ BHYT cßn h¹n ®Õn 31/12");
    assertThat(LegacyEncoder.write(LegacyEncoding.VNI, SENTENCE))
        .isEqualTo("Baûo hieåm xaõ hoäi: theû BHYT coøn haïn ñeán 31/12");
    assertThat(LegacyEncoder.write(LegacyEncoding.VIQR, SENTENCE))
        .isEqualTo("Ba?o hie^?m xa~ ho^.i: the? BHYT co`n ha.n dde^'n 31/12");
  }

  @ParameterizedTest
  @EnumSource(
      value = LegacyEncoding.class,
      names = {"WINDOWS_1258", "TCVN3", "VNI", "VIQR"})
  void decodesAllLetters(LegacyEncoding encoding) {
    for (String letter : VietnameseLetters.all().toList()) {
      String written = LegacyEncoder.write(encoding, letter);
      String read =
          switch (encoding) {
            case WINDOWS_1258 -> LegacyLetters.fromWindows1258(written);
            case TCVN3 -> LegacyLetters.fromTcvn3(written);
            case VNI -> LegacyLetters.fromVni(written);
            case VIQR, UTF8_AS_1252 -> LegacyLetters.fromViqr(written);
          };
      assertThat(read).as(written).isEqualTo(letter.toLowerCase(Locale.ROOT));
    }
  }

  static Stream<String> vietnamese() {
    return lines("/legacy/vietnamese.txt");
  }

  @ParameterizedTest
  @MethodSource("vietnamese")
  void detectsTheEncoding(String sentence) {
    for (LegacyEncoding encoding : LegacyEncoding.values()) {
      String garbage = LegacyEncoder.write(encoding, sentence);
      assertThat(LegacyEncodingDetector.detect(garbage)).as(garbage).contains(encoding);
    }
  }

  @ParameterizedTest
  @MethodSource("vietnamese")
  void detectsTheEncodingOfCapitals(String sentence) {
    String capitals = sentence.toUpperCase(Locale.ROOT);
    for (LegacyEncoding encoding :
        List.of(
            LegacyEncoding.UTF8_AS_1252,
            LegacyEncoding.WINDOWS_1258,
            LegacyEncoding.VNI,
            LegacyEncoding.VIQR)) {
      String garbage = LegacyEncoder.write(encoding, capitals);
      assertThat(LegacyEncodingDetector.detect(garbage)).as(garbage).contains(encoding);
    }
  }

  @Test
  void detectsUtf8ReadAsLatin1() {
    String garbage =
        new String(SENTENCE.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(LegacyEncodingDetector.detect(garbage)).contains(LegacyEncoding.UTF8_AS_1252);
    assertThat(LegacyEncodingDetector.detect("â€œGia han”")).contains(LegacyEncoding.UTF8_AS_1252);
    assertThat(
            LegacyEncodingDetector.detect(
                LegacyEncoder.write(LegacyEncoding.UTF8_AS_1252, "សួស្តី")))
        .contains(LegacyEncoding.UTF8_AS_1252);
  }

  static Stream<String> valid() {
    Stream<String> plain = vietnamese().map(Diacritics::strip);
    Stream<String> capitals = vietnamese().map(line -> line.toUpperCase(Locale.ROOT));
    Stream<String> decomposed =
        vietnamese().map(line -> Normalizer.normalize(line, Normalizer.Form.NFD));
    return Stream.of(vietnamese(), plain, capitals, decomposed, lines("/legacy/right.txt"))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void detectsNothingInValidTexts(String text) {
    assertThat(LegacyEncodingDetector.detect(text)).as(text).isEmpty();
    // Each word alone, as in a field of its own.
    for (String word : text.split("[ ,]+", -1)) {
      assertThat(LegacyEncodingDetector.detect(word)).as(word).isEmpty();
    }
  }

  @Test
  void detectsNothingInNames() {
    List<String> families = List.of("Lò", "Lê", "Hà", "Vì", "Tô", "Mã", "Hồ", "Ngô", "Đỗ", "Lù");
    List<String> middles = List.of("Thì", "Văn", "Thị", "A", "Mí", "Seo", "Công", "Gia");
    List<String> givens =
        List.of("Hòa", "Hoà", "Quý", "Tý", "Mì", "Pó", "Chù", "Tài", "Nhàn", "Kiên", "Ý", "Thúy");
    for (String family : families) {
      for (String middle : middles) {
        for (String given : givens) {
          String name = family + " " + middle + " " + given;
          assertThat(LegacyEncodingDetector.detect(name)).as(name).isEmpty();
        }
      }
    }
  }

  @Test
  void hasDistinctNames() {
    assertThat(LegacyEncoding.TCVN3.title()).startsWith("TCVN3");
    assertThat(LegacyEncoding.values()).extracting(LegacyEncoding::title).doesNotHaveDuplicates();
  }

  private static Stream<String> lines(String resource) {
    try (var stream = LegacyEncodingDetectorTest.class.getResourceAsStream(resource);
        var reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      return reader.lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
