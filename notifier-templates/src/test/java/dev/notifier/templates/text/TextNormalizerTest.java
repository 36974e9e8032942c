package dev.notifier.templates.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.text.NormalizationResult.Normalized;
import dev.notifier.templates.text.NormalizationResult.TooLong;
import dev.notifier.templates.text.NormalizationResult.UnsupportedCharacter;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {
  private static final int MAX_SEGMENTS = 3;

  @Test
  void composesBeforeCounting() {
    String text = "Bảo hiểm xã hội đã đóng từ ngày Đề nghị";

    Normalized normalized = keep(Normalizer.normalize(text, Normalizer.Form.NFD));

    assertThat(normalized.text()).isEqualTo(text);
    assertThat(normalized.segmentedText().units()).isEqualTo(39);
    assertThat(normalized.substitutions()).isEmpty();
  }

  @Test
  void reportsSubstitutionsWithTheirPositions() {
    Normalized normalized = keep("“Gia han” – 1.000₫");

    assertThat(normalized.text()).isEqualTo("\"Gia han\" - 1.000 dong");
    assertThat(normalized.segmentedText().encoding()).isEqualTo(Encoding.GSM7);
    assertThat(normalized.substitutions())
        .containsExactly(
            new Substitution(0, 0, '“', "\"", Substitution.Reason.TYPOGRAPHIC),
            new Substitution(8, 8, '”', "\"", Substitution.Reason.TYPOGRAPHIC),
            new Substitution(10, 10, '–', "-", Substitution.Reason.TYPOGRAPHIC),
            new Substitution(17, 18, '₫', "dong", Substitution.Reason.TYPOGRAPHIC));
    assertThat(normalized.substitutions().getFirst().name()).isEqualTo("U+201C");
  }

  @Test
  void substitutesInUcs2OnlyIfItCostsNothing() {
    Normalized normalized = keep("Đã nộp “1.000₫”… 38° ½ №5\u00A0×2");

    assertThat(normalized.text()).isEqualTo("Đã nộp \"1.000 đồng\"… 38° ½ №5 x2");
    assertThat(normalized.substitutions())
        .extracting(Substitution::replacement)
        .containsExactly("\"", "đồng", "\"", " ", "x");
  }

  @Test
  void stripsAndSubstitutes() {
    Normalized normalized = strip("Đã nộp “1.000₫”… 38° ½ №5\u00A0×2\u200B");

    assertThat(normalized.text()).isEqualTo("Da nop \"1.000 dong\"... 38 do 1/2 So 5 x2");
    assertThat(normalized.segmentedText().encoding()).isEqualTo(Encoding.GSM7);
    assertThat(normalized.diacritics()).isEqualTo(DiacriticsPolicy.STRIP);
    assertThat(normalized.substitutions()).hasSize(10);
  }

  @Test
  void replacesLookAlikesOfD() {
    assertThat(keep("Ðề nghị ðóng ɖơn").text()).isEqualTo("Đề nghị đóng đơn");
  }

  @ParameterizedTest
  @EnumSource(DiacriticsPolicy.class)
  void doesNotChangeKhmer(DiacriticsPolicy policy) {
    String khmer = "សូមអញ្ជើញ\u200Bមក\u200Bទទួល\u200Bលទ្ធផល «ថ្មី»";

    Normalized normalized = normalized(khmer, policy, CarrierTextSettings.DEFAULT);

    assertThat(normalized.text()).isEqualTo(khmer);
    assertThat(normalized.substitutions()).isEmpty();
    assertThat(normalized.diacritics())
        .isEqualTo(policy == DiacriticsPolicy.STRIP ? policy : DiacriticsPolicy.KEEP);
  }

  @Test
  void removesOnlyInvisibleCharactersFromKhmer() {
    Normalized normalized = keep("\uFEFFសូម\u00A0អញ្ជើញ\u00AD\u200Bមក");

    assertThat(normalized.text()).isEqualTo("សូម អញ្ជើញ\u200Bមក");
    assertThat(normalized.substitutions())
        .extracting(Substitution::codePoint)
        .containsExactly(0xFEFF, 0xA0, 0xAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Čhiăm hdĭp ê\u0306 ô\u0306 ơ\u0306 ư\u0306 ƀuôn sang, klei mnuih ñu đĭ",
        "Plơi pla Gia Rai: ƀôn sang, pơkă jih jang, kĕ",
        "Tày, Nùng, Mường: chưa pây, ệt pjạ, wằn",
        "ꪁꪫꪱꪣ ꪼꪕ",
        "ꨌꩌ",
        "中文「短信」，测试。",
      })
  void doesNotChangeMinorityLanguages(String text) {
    Normalized normalized = keep(text);

    assertThat(normalized.text()).isEqualTo(text);
    assertThat(normalized.substitutions()).isEmpty();
    assertThat(normalized.segmentedText().encoding()).isEqualTo(Encoding.UCS2);
  }

  @ParameterizedTest
  @EnumSource(DiacriticsPolicy.class)
  void sendsMongAsGsm7(DiacriticsPolicy policy) {
    String text = "Koj daim npav kho mob yuav tas sij hawm rau hnub tim 31/12. Hu rau 1900.9068";

    Normalized normalized = normalized(text, policy, CarrierTextSettings.DEFAULT);

    assertThat(normalized.text()).isSameAs(text);
    assertThat(normalized.segmentedText().encoding()).isEqualTo(Encoding.GSM7);
  }

  @Test
  void keepsDiacriticsIfTheyCostNothing() {
    assertThat(auto("đ".repeat(70)).diacritics()).isEqualTo(DiacriticsPolicy.KEEP);
    assertThat(auto("đ".repeat(71)).diacritics()).isEqualTo(DiacriticsPolicy.STRIP);
    assertThat(auto("đ".repeat(71)).text()).isEqualTo("d".repeat(71));
    assertThat(auto("d".repeat(200)).diacritics()).isEqualTo(DiacriticsPolicy.KEEP);
    assertThat(auto("ក".repeat(201)).diacritics()).isEqualTo(DiacriticsPolicy.KEEP);
  }

  @Test
  void countsSegmentsThatTheSmscCreates() {
    CarrierTextSettings payload =
        new CarrierTextSettings(new WireProfile(Encoding.GSM7, Concatenation.PAYLOAD), "");

    Normalized normalized = normalized("đ".repeat(71), DiacriticsPolicy.AUTO, payload);

    assertThat(normalized.diacritics()).isEqualTo(DiacriticsPolicy.STRIP);
  }

  @Test
  void reportsTheSegmentsThatItNeeds() {
    assertThat(normalize("đ".repeat(202), DiacriticsPolicy.KEEP, CarrierTextSettings.DEFAULT))
        .isEqualTo(new TooLong(4, MAX_SEGMENTS));
    assertThat(normalize("d".repeat(460), DiacriticsPolicy.AUTO, CarrierTextSettings.DEFAULT))
        .isEqualTo(new TooLong(4, MAX_SEGMENTS));
  }

  @ParameterizedTest
  @CsvSource({
    "tham do & khai thac, tham do va khai thac",
    "H&M, H va M",
    "dung ngay la 72%., dung ngay la 72 phan tram.",
    "72% / nam, 72 phan tram / nam",
    "goi #5 hoac # 6, goi so 5 hoac so 6",
    "ban@baohiem.vn, ban(a)baohiem.vn",
    "[don vi] {don vi} <don vi>, (don vi) (don vi) (don vi)",
    "mot\\hai mot|hai ~ mot_hai, mot/hai mot/hai - mot-hai",
    "5€ \"a\"! x, 5 EUR 'a'. x",
  })
  void substitutesUnsupportedCharacters(String text, String expected) {
    Normalized normalized =
        normalized(text, DiacriticsPolicy.STRIP, strict("&%#@[]{}<>\\|~_€\"!;"));

    assertThat(normalized.text()).isEqualTo(expected);
    assertThat(normalized.substitutions())
        .isNotEmpty()
        .allMatch(
            substitution -> substitution.reason() == Substitution.Reason.UNSUPPORTED_BY_CARRIER);
  }

  @Test
  void writesWordsWithDiacriticsInUcs2() {
    Normalized normalized = normalized("thăm dò & 5% lãi #6", DiacriticsPolicy.KEEP, strict("&%#"));

    assertThat(normalized.text()).isEqualTo("thăm dò và 5 phần trăm lãi số 6");
    assertThat(normalized.substitutions())
        .contains(new Substitution(8, 8, '&', "và", Substitution.Reason.UNSUPPORTED_BY_CARRIER));
    assertThat(normalized("A & B", DiacriticsPolicy.KEEP, strict("&")).text()).isEqualTo("A va B");
  }

  @ParameterizedTest
  @CsvSource({
    "Mat khau aB&9x, &, 11",
    "Mat khau p@ss1, @, 10",
    "72%a, %, 2",
    "a^b, ^, 1",
    "goi *101#, *, 4",
    "Thẻ hết hạn 31/12?, ?, 17",
  })
  void rejectsCharactersWithoutAReplacement(String text, String character, int index) {
    assertThat(normalize(text, DiacriticsPolicy.STRIP, strict("&%@^*?")))
        .isEqualTo(new UnsupportedCharacter(character.codePointAt(0), index));
  }

  @Test
  void rejectsAReplacementThatIsUnsupportedItself() {
    assertThat(normalize("[a]", DiacriticsPolicy.STRIP, strict("[]()")))
        .isEqualTo(new UnsupportedCharacter('[', 0));
  }

  @Test
  void neverChangesAnAdvertisingLabel() {
    assertThat(normalize("[QC] BHXHVN [moi]", DiacriticsPolicy.STRIP, strict("[]")))
        .isEqualTo(new UnsupportedCharacter('[', 0));
    assertThat(
            normalized("[QC] BHXHVN", DiacriticsPolicy.STRIP, CarrierTextSettings.DEFAULT).text())
        .isEqualTo("[QC] BHXHVN");
  }

  @ParameterizedTest
  @EnumSource(DiacriticsPolicy.class)
  void neverChangesPasswords(DiacriticsPolicy policy) {
    String text = "BHXHVN: Mat khau moi la 7`x&Q_9. Khong cho ai biet";

    assertThat(normalized(text, policy, CarrierTextSettings.DEFAULT).text()).isEqualTo(text);
  }

  @Test
  void toStringOmitsPersonalText() {
    assertThat(keep("Bà Lò Thị Mai").toString()).doesNotContain("Mai");
  }

  private static CarrierTextSettings strict(String unsupported) {
    return new CarrierTextSettings(WireProfile.DEFAULT, unsupported);
  }

  private static Normalized keep(String text) {
    return normalized(text, DiacriticsPolicy.KEEP, CarrierTextSettings.DEFAULT);
  }

  private static Normalized strip(String text) {
    return normalized(text, DiacriticsPolicy.STRIP, CarrierTextSettings.DEFAULT);
  }

  private static Normalized auto(String text) {
    return normalized(text, DiacriticsPolicy.AUTO, CarrierTextSettings.DEFAULT);
  }

  private static Normalized normalized(
      String text, DiacriticsPolicy policy, CarrierTextSettings carrier) {
    Normalized normalized = (Normalized) normalize(text, policy, carrier);
    assertThat(String.join("", normalized.segmentedText().segments())).isEqualTo(normalized.text());
    return normalized;
  }

  private static NormalizationResult normalize(
      String text, DiacriticsPolicy policy, CarrierTextSettings carrier) {
    return TextNormalizer.normalize(text, policy, MAX_SEGMENTS, carrier);
  }
}
