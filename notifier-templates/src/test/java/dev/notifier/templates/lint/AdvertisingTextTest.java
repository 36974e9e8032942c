package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.ValueLinkPolicy;
import dev.notifier.templates.template.VariantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisingTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[QC] BHXHVN: Tham gia BHXH. Từ chối: soạn TC gửi 8079",
        "[QC] BHXHVN: Tham gia BHXH. Tu choi: goi 19009068",
        "[AD] BHXHVN: Join. To refuse, send STOP to 8079.",
        "[QC] {{ name }}, soạn HỦY gửi 199",
        "[QC] BHXHVN: Tham gia BHXH. Soạn TC QC gửi đến số 8079",
        "[QC] BHXHVN: Tham gia BHXH. Từ chối nhận tin: gọi 1900.9068"
      })
  void aTextWithLabelAndRefusalIsRight(String text) {
    assertThat(codes(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "BHXHVN: tham gia. Tu choi: soan TC gui 8079; NO_ADVERTISING_LABEL",
        "BHXHVN [QC]: tham gia. Soan TC gui 8079; NO_ADVERTISING_LABEL",
        "[QC] BHXHVN: tham gia BHXH, goi 19009068; NO_OPT_OUT",
        "[QC] BHXHVN: soan TC de tu choi; NO_OPT_OUT",
        "[QC] BHXHVN: TC {{ number }} 8079; NO_OPT_OUT",
        "[QC] BHXHVN: HUYEN 8079; NO_OPT_OUT",
        "[QC] BHXHVN: Trao huy chương năm 2026; NO_OPT_OUT",
        "[QC] BHXHVN: Trao huy chương, gọi 19009068; NO_OPT_OUT",
        "[QC] BHXHVN: Huy hiệu 2026; NO_OPT_OUT",
        "[QC] BHXHVN: TC 500.000d, gui ho so; NO_OPT_OUT"
      })
  void whatIsMissingIsNamed(String text, DiagnosticCode code) {
    assertThat(codes(text)).containsExactly(code);
  }

  private static List<DiagnosticCode> codes(String text) {
    TemplateSource source =
        new TemplateSource(
            "an-offer",
            "offer.made",
            DiacriticsPolicy.STRIP,
            2,
            ValueLinkPolicy.REFUSE,
            List.of(new VariantSource("vi", Audience.EVERYBODY, null, null, text)));
    return AdvertisingText.diagnostics(source).stream()
        .map(each -> each.diagnostic().code())
        .toList();
  }
}
