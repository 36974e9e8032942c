package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders each shipped template with the data of its event type. */
class ShippedTemplatesTest {
  private static final Map<String, CompiledTemplate> TEMPLATES =
      ShippedTemplates.all().stream()
          .collect(Collectors.toMap(TemplateSource::eventType, ShippedTemplatesTest::compiled));

  private static CompiledTemplate compiled(TemplateSource source) {
    CompilationResult compilation =
        TemplateCompiler.compile(source, 1, ShippedSamples.fields(source.eventType()));
    assertThat(compilation).isInstanceOf(CompilationResult.Compiled.class);
    return ((CompilationResult.Compiled) compilation).template();
  }

  @Test
  void rendersAnExpiringCardInOneSegment() {
    Rendered rendered = rendered("card.expiring", card());

    assertThat(rendered.text())
        .isEqualTo(
            "BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026. Gia han truoc"
                + " 31/12/2026 de khong gian doan quyen loi. Hoi: 1900.9068");
    assertThat(rendered.template()).isEqualTo(new TemplateIdentity("card-expiring", 1, "vi"));
    assertThat(rendered.diacritics()).isEqualTo(DiacriticsPolicy.STRIP);
    assertThat(segments(rendered))
        .isEqualTo(new SegmentedText(Encoding.GSM7, List.of(rendered.text()), 135));
  }

  @Test
  void rendersANewPasswordInOneSegment() {
    Rendered rendered =
        rendered("account.password.reset", Map.of("accountId", "0110129425", "secret", "22ab99"));

    assertThat(rendered.text())
        .isEqualTo(
            "BHXHVN: Mat khau moi cua tai khoan xxxxxx9425 la 22ab99."
                + " Khong cho ai biet, doi ngay khi dang nhap");
    assertThat(segments(rendered).count()).isEqualTo(1);
  }

  @Test
  void rendersTheTextOfANotice() {
    assertThat(rendered("notice.published", Map.of("topic", "t", "text", "Nghỉ lễ 02/9.")).text())
        .isEqualTo("BHXHVN: Nghi le 02/9. Tu choi: 1900.9068");
  }

  @Test
  void rendersAContributionInOneSegment() {
    Rendered rendered = rendered("contribution.received", contribution());

    assertThat(rendered.text())
        .isEqualTo(
            "BHXHVN: Ba Nguyen Thi Lan (ma xxxxxx9425) da duoc Cty May An Phat dong BHXH, BHYT,"
                + " BHTN thang 10/2026. Tong thoi gian dong BHXH: 9 nam 7 thang");
    assertThat(segments(rendered).units()).isEqualTo(142);
    assertThat(segments(rendered).count()).isEqualTo(1);
  }

  @Test
  void abbreviatesLongNamesAndTakesASecondSegmentForVeryLongOnes() {
    Map<String, @Nullable Object> data = contribution();
    data.put("unitName", "Công ty Trách nhiệm hữu hạn May An Phát");
    assertThat(rendered("contribution.received", data).text())
        .contains("duoc Cty TNHH May An Phat dong");

    data.put(
        "unitName",
        "Chi nhánh Viện Dầu khí Việt Nam nghiên cứu tìm kiếm thăm dò và khai thác Dầu khí");
    SegmentedText segments = segments(rendered("contribution.received", data));
    assertThat(segments.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(segments.count()).isEqualTo(2);
  }

  @Test
  void keepsTheDiacriticsOfADecidedCase() {
    Rendered rendered = rendered("case.decided", decided("GRANTED"));

    assertThat(rendered.text())
        .isEqualTo(
            "BHXHVN: Hồ sơ 04486.G/2026/08708 đã có kết quả ngày 09/11/2026. Ông Trần Văn Nam nhận"
                + " tại BHXH cơ sở Mộc Châu, mang theo CCCD");
    assertThat(rendered.template()).isEqualTo(new TemplateIdentity("case-decided", 1, "vi"));
    SegmentedText segments = segments(rendered);
    assertThat(segments.encoding()).isEqualTo(Encoding.UCS2);
    assertThat(segments.units()).isEqualTo(125);
    assertThat(segments.count()).isEqualTo(2);
    assertThat(rendered("case.decided", decided("PARTLY")).text()).isEqualTo(rendered.text());
  }

  @Test
  void rendersARefusedCaseWithAndWithoutAReason() {
    Map<String, @Nullable Object> data = decided("REFUSED");
    assertThat(rendered("case.decided", data).text())
        .isEqualTo(
            "BHXHVN: Hồ sơ 04486.G/2026/08708 chưa được giải quyết. Hỏi lý do tại BHXH cơ sở Mộc"
                + " Châu. Ông có quyền khiếu nại. Hỏi: 1900.9068");

    data.put("reason", "chưa đủ thời gian đóng.");
    assertThat(rendered("case.decided", data).text())
        .isEqualTo(
            "BHXHVN: Hồ sơ 04486.G/2026/08708 chưa được giải quyết. Lý do: chưa đủ thời gian đóng."
                + " Ông có quyền khiếu nại. Hỏi: 1900.9068");
  }

  @Test
  void usesBothFormsOfAddressIfNoneIsKnown() {
    Map<String, @Nullable Object> data = card();
    data.put("recipient", Map.of("fullName", "Lò Thị Mai"));
    assertThat(rendered("card.expiring", data).text()).contains("cua Ong/Ba Lo Thi Mai het han");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-10", "10/2026", "10-2026", "102026"})
  void readsMonthsInUsualSpellings(String month) {
    Map<String, @Nullable Object> data = contribution();
    data.put("month", month);
    assertThat(rendered("contribution.received", data).text()).contains("thang 10/2026.");
  }

  @Test
  void readsAnInstantAsADateInVietnam() {
    Map<String, @Nullable Object> data = card();
    data.put("validTo", "2026-12-30T18:00:00Z");
    assertThat(rendered("card.expiring", data).text()).contains("het han 31/12/2026.");
  }

  @Test
  void acceptsWholeNumbersInEveryJsonForm() {
    for (Object months : List.of(115, 115L, 115.0, new BigDecimal("115"))) {
      Map<String, @Nullable Object> data = contribution();
      data.put("totalMonths", months);
      assertThat(rendered("contribution.received", data).text()).endsWith("9 nam 7 thang");
    }
  }

  @Test
  void treatsValuesAsData() {
    Map<String, @Nullable Object> data = contribution();
    data.put("unitName", "{{ personId }} %s {unitName}");
    assertThat(rendered("contribution.received", data).text())
        .contains("duoc {{ personId }} %s {unitName} dong");
  }

  @Test
  void fitsIntoTenSegmentsWithTheLongestValues() {
    Map<String, @Nullable Object> data = decided("REFUSED");
    data.put("recipient", Map.of("honorific", "ộ".repeat(20), "fullName", "ộ".repeat(60)));
    data.put("reason", "ộ".repeat(120));
    data.put("caseCode", "ộ".repeat(32));
    data.put("officeName", "ộ".repeat(80));
    assertThat(segments(rendered("case.decided", data)).count()).isLessThanOrEqualTo(10);
    data.put("outcome", "GRANTED");
    assertThat(segments(rendered("case.decided", data)).count()).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "card.expiring, cardNo, MISSING_VALUE",
    "card.expiring, validTo, MISSING_VALUE",
    "contribution.received, personId, MISSING_VALUE",
    "contribution.received, unitName, MISSING_VALUE",
    "contribution.received, month, MISSING_VALUE",
    "contribution.received, totalMonths, MISSING_VALUE",
    "case.decided, outcome, MISSING_VALUE",
    "case.decided, caseCode, MISSING_VALUE",
    "case.decided, decidedDate, MISSING_VALUE",
    "case.decided, officeName, MISSING_VALUE",
  })
  void namesTheMissingField(String type, String field, TextError error) {
    Map<String, @Nullable Object> data = all();
    data.put(field, null);
    NotRendered withNull = notRendered(type, data);
    data.remove(field);
    NotRendered without = notRendered(type, data);

    assertThat(without.error()).isEqualTo(error);
    assertThat(without.field()).startsWith(field);
    assertThat(without.detail()).isNotBlank();
    assertThat(withNull).isEqualTo(without);
  }

  @Test
  void rejectsValuesOfWrongTypeFormatOrLength() {
    assertError("contribution.received", "personId", 110129425, TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", List.of("Cty"), TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", Map.of(), TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", "  ", TextError.MISSING_VALUE);
    assertError("contribution.received", "unitName", "a\u0000b", TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", "a\u001Bb", TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", "a\uD83Db", TextError.INVALID_VALUE);
    assertError("contribution.received", "unitName", "x".repeat(1001), TextError.TOO_LONG);
    assertError("contribution.received", "unitName", "x".repeat(1_000_000), TextError.TOO_LONG);
    assertError("contribution.received", "month", "2026-13", TextError.INVALID_VALUE);
    assertError("contribution.received", "month", "October", TextError.INVALID_VALUE);
    assertError("contribution.received", "month", "132026", TextError.INVALID_VALUE);
    assertError("contribution.received", "totalMonths", -1, TextError.INVALID_VALUE);
    assertError("contribution.received", "totalMonths", 7.5, TextError.INVALID_VALUE);
    assertError("contribution.received", "totalMonths", Double.NaN, TextError.INVALID_VALUE);
    assertError("contribution.received", "totalMonths", 1201, TextError.INVALID_VALUE);
    assertError("contribution.received", "totalMonths", "115", TextError.INVALID_VALUE);
    assertError("card.expiring", "validTo", "31/12/2026", TextError.INVALID_VALUE);
    assertError("card.expiring", "validTo", "2026-02-30", TextError.INVALID_VALUE);
    assertError("card.expiring", "cardNo", true, TextError.INVALID_VALUE);
    assertError("case.decided", "outcome", "MAYBE", TextError.INVALID_VALUE);
  }

  @Test
  void addressesRecipientsWithoutAName() {
    Map<String, @Nullable Object> data = card();
    data.put("recipient", Map.of());
    assertThat(rendered("card.expiring", data).text()).contains("xxxxxx9425 cua Ong/Ba het han");
    data.remove("recipient");
    assertThat(rendered("card.expiring", data).text()).contains("xxxxxx9425 cua Ong/Ba het han");
  }

  @Test
  void theShippedRendererRendersTheSameTexts() {
    Renderer shipped = new ShippedRenderer();
    for (String type : TEMPLATES.keySet()) {
      RenderRequest request = request(type, "vi", ShippedSamples.sample(type, "typical"));
      assertThat(shipped.render(request)).as(type).isEqualTo(template(type).render(request));
    }
    assertThat(shipped.render(request("none.such", "vi", Map.of())))
        .isEqualTo(
            new NotRendered(
                TextError.NO_TEMPLATE,
                "",
                "publish a template for this event type, or correct the type"));
  }

  @Test
  void toStringOmitsPersonalData() {
    RenderRequest request =
        new RenderRequest("card.expiring", "vi", card(), CarrierTextSettings.DEFAULT);
    RenderResult result = template("card.expiring").render(request);
    assertThat(request.toString() + result + segments((Rendered) result))
        .doesNotContain("Mai")
        .doesNotContain("9425");
  }

  private void assertError(String type, String field, Object value, TextError error) {
    Map<String, @Nullable Object> data = all();
    data.put(field, value);
    NotRendered problem = notRendered(type, data);
    assertThat(problem.error()).as(field).isEqualTo(error);
    assertThat(problem.field()).isEqualTo(field);
    assertThat(problem.detail()).isNotBlank();
  }

  private static CompiledTemplate template(String type) {
    return Objects.requireNonNull(TEMPLATES.get(type));
  }

  private static Rendered rendered(String type, Map<String, ? extends @Nullable Object> data) {
    return (Rendered) template(type).render(request(type, "vi", data));
  }

  private static NotRendered notRendered(
      String type, Map<String, ? extends @Nullable Object> data) {
    return (NotRendered) template(type).render(request(type, "vi", data));
  }

  private static RenderRequest request(
      String type, String locale, Map<String, ? extends @Nullable Object> data) {
    return new RenderRequest(type, locale, data, CarrierTextSettings.DEFAULT);
  }

  private static SegmentedText segments(Rendered rendered) {
    return rendered.segmentedText();
  }

  private static Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> data = card();
    data.putAll(contribution());
    data.putAll(decided("GRANTED"));
    return data;
  }

  private static Map<String, @Nullable Object> card() {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put("recipient", Map.of("honorific", "Bà", "fullName", "Lò Thị Mai", "locale", "vi"));
    data.put("cardNo", "HC4010110129425");
    data.put("validTo", "2026-12-31");
    data.put("daysLeft", 30);
    return data;
  }

  private static Map<String, @Nullable Object> contribution() {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put("recipient", Map.of("honorific", "Bà", "fullName", "Nguyễn Thị Lan"));
    data.put("personId", "0110129425");
    data.put("unitName", "Cty May An Phát");
    data.put("month", "2026-10");
    data.put("totalMonths", 115);
    return data;
  }

  private static Map<String, @Nullable Object> decided(String outcome) {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put("recipient", Map.of("honorific", "Ông", "fullName", "Trần Văn Nam"));
    data.put("caseCode", "04486.G/2026/08708");
    data.put("outcome", outcome);
    data.put("decidedDate", "2026-11-09");
    data.put("officeName", "BHXH cơ sở Mộc Châu");
    return data;
  }
}
