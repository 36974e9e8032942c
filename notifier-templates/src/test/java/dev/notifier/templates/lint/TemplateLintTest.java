package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.lint.VariantPreview.Failed;
import dev.notifier.templates.lint.VariantPreview.Message;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.ValueLinkPolicy;
import dev.notifier.templates.template.VariantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLintTest {
  private static final SchemaField DATA =
      SchemaFields.of(
          Map.of(
              "type",
              "object",
              "required",
              List.of("text", "note"),
              "properties",
              Map.of("text", Map.of("type", "string"), "note", Map.of("type", "string"))));
  private static final RouteTextSettings CHEAP =
      new RouteTextSettings("viettel", CarrierTextSettings.DEFAULT, 300);
  private static final RouteTextSettings STRICT =
      new RouteTextSettings("vinaphone", new CarrierTextSettings(WireProfile.DEFAULT, "&^"), 550);
  private static final LintContext PLAIN = new LintContext(false, "", List.of(CHEAP), Map.of());

  @Test
  void showsTextsAndCosts() {
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.STRIP, "BHXHVN: {{ text }}"),
            DATA,
            samples("hết hạn & gia hạn", "đ".repeat(200)),
            new LintContext(false, "", List.of(CHEAP, STRICT), Map.of()));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.previews())
        .extracting(
            VariantPreview::sample,
            VariantPreview::route,
            TemplateLintTest::text,
            TemplateLintTest::cost)
        .containsExactly(
            tuple(SampleData.Kind.TYPICAL, "viettel", "BHXHVN: het han & gia han", 300),
            tuple(SampleData.Kind.TYPICAL, "vinaphone", "BHXHVN: het han va gia han", 550),
            tuple(SampleData.Kind.LONGEST, "viettel", "BHXHVN: " + "d".repeat(200), 600),
            tuple(SampleData.Kind.LONGEST, "vinaphone", "BHXHVN: " + "d".repeat(200), 1100));
    Message first = (Message) report.previews().getFirst().outcome();
    assertThat(first.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(first.units()).isEqualTo(25);
    assertThat(first.ucs2Characters()).isEmpty();
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void showsWhyAMessageIsUcs2() {
    LintReport report = lint(DiacriticsPolicy.KEEP, "BHXHVN: thẻ đã {{ text }}", "hết hạn");

    Message message = (Message) report.previews().getFirst().outcome();
    assertThat(message.encoding()).isEqualTo(Encoding.UCS2);
    assertThat(message.ucs2Characters())
        .extracting(Ucs2Character::index, Ucs2Character::name)
        .containsExactly(
            tuple(10, "U+1EBB"),
            tuple(12, "U+0111"),
            tuple(13, "U+00E3"),
            tuple(16, "U+1EBF"),
            tuple(20, "U+1EA1"));
    assertThat(codes(report)).containsExactly(LintWarningCode.UCS2_CHARACTERS);
    assertThat(report.warnings().getFirst().detail())
        .contains("ẻ (U+1EBB LATIN SMALL LETTER E WITH HOOK ABOVE) at 10");
  }

  @Test
  void listsSubstitutions() {
    LintReport report = lint(DiacriticsPolicy.STRIP, "BHXHVN: “{{ text }}”", "15 – 20 ½");

    Message message = (Message) report.previews().getFirst().outcome();
    assertThat(message.text()).isEqualTo("BHXHVN: \"15 - 20 1/2\"");
    assertThat(message.substitutions())
        .extracting(Substitution::name)
        .containsExactly("U+201C", "U+2013", "U+00BD", "U+201D");
    assertThat(message.substitutions())
        .extracting(Substitution::replacement)
        .containsExactly("\"", "-", "1/2", "\"");
  }

  @Test
  void usesTheAlphabetOfTheRoute() {
    RouteTextSettings ascii =
        new RouteTextSettings(
            "ascii",
            new CarrierTextSettings(new WireProfile(Encoding.ASCII, Concatenation.UDH8), ""),
            100);
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.KEEP, "Nha {{ text }}"),
            DATA,
            samples("là é", "la"),
            new LintContext(false, "", List.of(ascii), Map.of()));

    Message message = (Message) report.previews().getFirst().outcome();
    assertThat(message.ucs2Characters()).extracting(Ucs2Character::index).containsExactly(5, 7);
    assertThat(codes(report)).containsExactly(LintWarningCode.UCS2_CHARACTERS);
  }

  @Test
  void countsSegmentsOfMessagePayload() {
    RouteTextSettings payload =
        new RouteTextSettings(
            "payload",
            new CarrierTextSettings(new WireProfile(Encoding.GSM7, Concatenation.PAYLOAD), ""),
            300);
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a".repeat(300), "b"),
            new LintContext(false, "", List.of(payload), Map.of()));

    assertThat(cost(report.previews().getFirst())).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({"160, ", "161, 1", "165, 5", "166, ", "306, ", "307, 1", "311, 5", "312, ", "459, "})
  void warnsOfALastSegmentWithFewCharacters(int units, Integer over) {
    LintReport report = lint(DiacriticsPolicy.STRIP, "{{ text }}", "a".repeat(units));

    if (over == null) {
      assertThat(report.warnings()).isEmpty();
    } else {
      assertThat(report.warnings())
          .singleElement()
          .satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(LintWarningCode.JUST_OVER);
            assertThat(warning.sample()).isEqualTo(SampleData.Kind.TYPICAL);
            assertThat(warning.route()).isEqualTo("viettel");
            assertThat(warning.detail()).startsWith(over + " fewer characters would save");
          });
    }
  }

  /** Quotation marks, dots, degrees and dong signs would be replaced without the letters. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "chua dang ky giao dich dien tu vơi co quan BHXH => 32 U+01A1",
        "OK 👍 => 3 U+1F44D",
        "một tiếng => 1 U+1ED9, 6 U+1EBF",
        "“vơi” – 5° … ½ 🎉 => 2 U+01A1, 15 U+1F389",
        "10₫ vơi đồng => 9 U+01A1, 12 U+0111, 13 U+1ED3",
        "5₫ & đi => 10 U+0111",
        "№ 5® của ơ => 6 U+1EE7, 9 U+01A1",
        "a\u00A0b\u200Bơ => 3 U+01A1",
        "ơơ ơ => 0 U+01A1, 1 U+01A1, 3 U+01A1",
        "сумма => 0 U+0441, 1 U+0443, 2 U+043C, 3 U+043C, 4 U+0430",
        "khong co gi => none",
        "“khong” – co … gi ½ 5₫ => none",
      })
  void listsEachCharacterThatForcesUcs2(String text, String expected) {
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.KEEP, "{{ text }}"),
            DATA,
            samples(text.translateEscapes(), text.translateEscapes()),
            new LintContext(
                false,
                "",
                List.of(
                    new RouteTextSettings(
                        "strict", new CarrierTextSettings(WireProfile.DEFAULT, "&"), 1)),
                Map.of()));

    List<LintWarning> warnings = of(report, LintWarningCode.UCS2_CHARACTERS);
    List<String> found =
        warnings.stream()
            .flatMap(warning -> warning.characters().stream())
            .map(each -> each.index() + " " + each.name())
            .toList();
    assertThat(found)
        .isEqualTo(expected.equals("none") ? List.of() : List.of(expected.split(", ")));
    for (LintWarning warning : warnings) {
      String sent = text(report.previews().getFirst());
      for (Ucs2Character each : warning.characters()) {
        assertThat(sent.codePointAt(each.index())).isEqualTo(each.codePoint());
        assertThat(warning.detail()).contains(each.name()).contains(each.character());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "đã đóng 990.000 đồng đóng BHXH, 16, dong dong",
    "tự hoãn từ năm, 0, tu hoan; hoan tu; tu nam",
    "từ 2 năm, ,",
    "đồng. Đóng tiếp, ,",
    "Bạn năm nay, 0, Ban nam",
    "dongnam dong, ,",
  })
  void warnsOfAmbiguousWords(String text, Integer index, String pairs) {
    List<LintWarning> warnings =
        of(lint(DiacriticsPolicy.STRIP, "{{ text }}", text), LintWarningCode.AMBIGUOUS_WORDS);

    assertThat(warnings).hasSize(pairs == null ? 0 : pairs.split("; ", -1).length);
    if (pairs != null) {
      assertThat(warnings.getFirst().index()).isEqualTo(index);
      for (int i = 0; i < warnings.size(); i++) {
        assertThat(warnings.get(i).detail()).contains("\"" + pairs.split("; ", -1)[i] + "\"");
      }
    }
    assertThat(of(lint(DiacriticsPolicy.KEEP, "{{ text }}", text), LintWarningCode.AMBIGUOUS_WORDS))
        .isEmpty();
  }

  @Test
  void warnsOfAMissingBrandNameAndLabel() {
    LintContext advertising = new LintContext(true, "BHXHVN", List.of(CHEAP), Map.of());
    TemplateSource nameless = source(DiacriticsPolicy.STRIP, "Mời tham gia {{ text }}");
    TemplateSource right = source(DiacriticsPolicy.STRIP, "[QC] bhxhvn: mời tham gia {{ text }}");

    assertThat(codes(TemplateLint.check(nameless, DATA, samples("a", "b"), advertising)))
        .contains(LintWarningCode.NO_BRAND_NAME, LintWarningCode.NO_LABEL);
    assertThat(codes(TemplateLint.check(right, DATA, samples("a", "b"), advertising))).isEmpty();
  }

  @Test
  void warnsOfUnsupportedCharacters() {
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a^b", "b"),
            new LintContext(false, "", List.of(CHEAP, STRICT), Map.of()));

    assertThat(report.warnings())
        .extracting(LintWarning::code, LintWarning::route)
        .containsExactly(tuple(LintWarningCode.UNSUPPORTED_CHARACTER, "vinaphone"));
    assertThat(report.previews().get(1).outcome()).isInstanceOf(Failed.class);
  }

  @Test
  void warnsOfTooManyParameters() {
    LintContext registered =
        new LintContext(false, "", List.of(), Map.of("vinaphone", 2, "viettel", 3));
    TemplateSource three =
        source(
            DiacriticsPolicy.STRIP,
            "{% comment %}{{ text }}{{ text }}{% endcomment %}{{ text }} {{ note }} {{ text }}");

    LintReport report = TemplateLint.check(three, DATA, samples("a", "b"), registered);

    assertThat(report.warnings())
        .extracting(LintWarning::code, LintWarning::route, LintWarning::sample)
        .containsExactly(tuple(LintWarningCode.TOO_MANY_PARAMETERS, "vinaphone", null));
    assertThat(report.previews()).extracting(VariantPreview::route).containsOnly("");
  }

  @Test
  void warnsOfALongestSampleThatIsTooLong() {
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a", "b".repeat(500)),
            PLAIN);

    assertThat(report.warnings())
        .extracting(LintWarning::code, LintWarning::sample)
        .containsExactly(tuple(LintWarningCode.TOO_LONG, SampleData.Kind.LONGEST));
    assertThat(report.warnings().getFirst().detail())
        .isEqualTo("the text needs 4 segments; at most 3 are allowed; shorten the template");
  }

  @Test
  void warnsOfASampleWithoutText() {
    LintReport report =
        TemplateLint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            SampleData.samples(Map.of("text", 5), Map.of("text", "b")),
            PLAIN);

    assertThat(codes(report)).containsExactly(LintWarningCode.NO_TEXT);
    assertThat(report.warnings().getFirst().detail()).startsWith("text: ");
  }

  @ParameterizedTest
  @CsvSource({
    "B¶o hiÓm x· héi: {{ text }}, TCVN3",
    "Ba?o hie^?m xa~ ho^.i: {{ text }}, VIQR",
    "Báº£o hiá»ƒm: {{ text }}, UTF-8",
  })
  void warnsOfLegacyEncodings(String text, String encoding) {
    LintReport report = lint(DiacriticsPolicy.STRIP, text, "a");

    assertThat(of(report, LintWarningCode.LEGACY_ENCODING))
        .singleElement()
        .satisfies(warning -> assertThat(warning.detail()).contains(encoding));
  }

  @Test
  void listsSubstitutedCharactersOfTheTemplate() {
    LintReport report =
        lint(DiacriticsPolicy.STRIP, "{{ text | default: \"–\" }} – “{{ note }}”", "a");

    assertThat(report.warnings())
        .extracting(LintWarning::code, LintWarning::index)
        .containsExactly(
            tuple(LintWarningCode.SUBSTITUTED_CHARACTER, 26),
            tuple(LintWarningCode.SUBSTITUTED_CHARACTER, 28),
            tuple(LintWarningCode.SUBSTITUTED_CHARACTER, 39));
    assertThat(report.warnings().getFirst().detail()).contains("U+2013").contains("\"-\"");
  }

  @Test
  void reportsDiagnosticsInsteadOfPreviews() {
    LintReport report = lint(DiacriticsPolicy.STRIP, "{{ txet }} –", "a");

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(each ->
            assertThat(each.diagnostic())
                .isEqualTo(
                    new Diagnostic(
                        DiagnosticCode.UNKNOWN_NAME, 1, 4, "txet does not exist; write text")));
    assertThat(report.previews()).isEmpty();
    assertThat(codes(report)).containsExactly(LintWarningCode.SUBSTITUTED_CHARACTER);
  }

  @Test
  void previewsEachVariant() {
    Audience workers = new Audience(Set.of("WORKER"), Set.of());
    TemplateSource source =
        new TemplateSource(
            "t",
            "t.t",
            DiacriticsPolicy.STRIP,
            3,
            ValueLinkPolicy.ALLOW,
            List.of(
                new VariantSource("vi", Audience.EVERYBODY, null, null, "mọi người"),
                new VariantSource("vi", workers, null, DiacriticsPolicy.KEEP, "người lao động"),
                new VariantSource("en", Audience.EVERYBODY, null, null, "dong dong")));

    LintReport report = TemplateLint.check(source, DATA, samples("a", "b"), PLAIN);

    assertThat(report.previews())
        .extracting(VariantPreview::locale, VariantPreview::audience, TemplateLintTest::text)
        .contains(
            tuple("vi", Audience.EVERYBODY, "moi nguoi"),
            tuple("vi", workers, "người lao động"),
            tuple("en", Audience.EVERYBODY, "dong dong"));
    assertThat(report.previews()).hasSize(6);
    assertThat(codes(report)).containsOnly(LintWarningCode.UCS2_CHARACTERS);
  }

  @Test
  void codesAreStableAndDistinct() {
    assertThat(LintWarningCode.values()).extracting(LintWarningCode::code).doesNotHaveDuplicates();
    assertThat(LintWarningCode.JUST_OVER.code()).isEqualTo("just-over-a-segment");
  }

  private static LintReport lint(DiacriticsPolicy policy, String template, String text) {
    return TemplateLint.check(source(policy, template), DATA, samples(text, "x"), PLAIN);
  }

  private static SampleData samples(String typical, String longest) {
    return SampleData.samples(
        Map.of("text", typical, "note", "n"), Map.of("text", longest, "note", "n"));
  }

  private static TemplateSource source(DiacriticsPolicy policy, String text) {
    return new TemplateSource(
        "t",
        "t.t",
        policy,
        3,
        ValueLinkPolicy.ALLOW,
        List.of(new VariantSource("vi", Audience.EVERYBODY, null, null, text)));
  }

  private static List<LintWarningCode> codes(LintReport report) {
    return report.warnings().stream().map(LintWarning::code).distinct().toList();
  }

  private static List<LintWarning> of(LintReport report, LintWarningCode code) {
    return report.warnings().stream().filter(warning -> warning.code() == code).toList();
  }

  private static String text(VariantPreview preview) {
    return ((Message) preview.outcome()).text();
  }

  private static int cost(VariantPreview preview) {
    return ((Message) preview.outcome()).cost();
  }
}
