package dev.notifier.replies.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.language.DetectedLanguage.Certainty;
import dev.notifier.templates.vietnamese.Diacritics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
  private final LanguageDetector detector = new LanguageDetector();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thẻ bảo hiểm y tế của tôi hết hạn chưa",
        "the bao hiem y te cua toi het han chua",
        "sao cty chua dong bh cho e vay ad",
        "ko bik khi nao dc lanh luong huu z",
        "toi bi mat thee bao hiemm y te roi",
        "gia han the bhyt ntn",
        "quen mk vssid",
        "Hủy nhận tin",
      })
  void recognisesVietnameseHoweverItIsWritten(String text) {
    assertThat(detector.detect(text, "vi")).isEqualTo(DetectedLanguage.certain("vi"));
    assertThat(detector.detect(Normalizer.normalize(text, Normalizer.Form.NFD), "vi"))
        .isEqualTo(DetectedLanguage.certain("vi"));
  }

  @ParameterizedTest
  @CsvSource({
    "When does my health insurance card expire, en",
    "Kuv tsis paub koj hais li cas, hmn",
    "Pi noọng hâư cạ khỏi lăng, tyz",
    "Lục câu pày slư bộ đảy, nut",
    "Kâo amâo mâo thâo ôh klei anei, rad",
    "Kâo ƀu hmâo prăk ôh brơi kơ kâo, jra",
    "តើនរណាផ្ញើសារនេះ, km",
    "ខ្ញុំមិនយល់ BHYT ទេ, km",
  })
  void recognisesOtherLanguages(String text, String language) {
    assertThat(detector.detect(text, "vi").language()).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "khoi bau mi the bao hiem, hat ru hau",
        "Cau bo mi the bao hiem y te",
        "Kuv daim npav bao hiem y te tas hnub twg",
        "kao ciang thao the bhyt kao hue leh he",
        "kao kiang thao the bhyt kao hmao abih",
      })
  void doesNotTakeOthersForVietnamese(String text) {
    assertThat(detector.detect(text, "vi")).isNotEqualTo(DetectedLanguage.certain("vi"));
  }

  @Test
  void hardlyEverTakesMinorityTextsForVietnamese() throws IOException {
    List<String> texts = minorityTexts();
    long plain =
        texts.stream()
            .map(Diacritics::strip)
            .filter(text -> detector.detect(text, "vi").equals(DetectedLanguage.certain("vi")))
            .count();

    assertThat(texts)
        .noneMatch(text ->
            !text.equals(Diacritics.strip(text))
                && detector.detect(text, "vi").equals(DetectedLanguage.certain("vi")));
    assertThat(plain).isLessThanOrEqualTo(texts.size() / 10);
  }

  private static List<String> minorityTexts() throws IOException {
    try (InputStream file =
        LanguageDetectorTest.class.getResourceAsStream("/knowledge/out-of-scope.tsv")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .filter(columns -> !columns[0].equals("vi") && !columns[0].equals("en"))
          .map(columns -> columns[1])
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "12345", "HC4010110129425", "👍", "xyzzy"})
  void returnsTheFallbackUncertainlyIfTheTextShowsNothing(String text) {
    assertThat(detector.detect(text, "hmn"))
        .isEqualTo(new DetectedLanguage("hmn", Certainty.UNCERTAIN));
  }

  @Test
  void aShortTextConfirmsTheFallback() {
    assertThat(detector.detect("thẻ mới", "vi")).isEqualTo(DetectedLanguage.certain("vi"));
    assertThat(detector.detect("thẻ mới", "tyz")).isEqualTo(DetectedLanguage.uncertain("vi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"你好，我的卡", "Привет, моя карта", "สวัสดี"})
  void doesNotNameLanguagesOfOtherScripts(String text) {
    assertThat(detector.detect(text, "vi")).isEqualTo(DetectedLanguage.uncertain("und"));
  }

  @Test
  void readsAnyText() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(50); length > 0; length--) {
        text.append((char) random.nextInt(0x10000));
      }
      assertThat(detector.detect(text.toString(), "vi").language()).isNotEmpty();
    }
    assertThat(detector.detect("bảo hiểm của tôi ".repeat(100_000), "vi"))
        .isEqualTo(DetectedLanguage.certain("vi"));
  }
}
