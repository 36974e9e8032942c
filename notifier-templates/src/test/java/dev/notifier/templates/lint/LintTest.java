package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Swap;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.language.Fields;
import dev.notifier.templates.lint.Preview.Failed;
import dev.notifier.templates.lint.Preview.Shown;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.wording.Audience;
import dev.notifier.templates.wording.LinkPolicy;
import dev.notifier.templates.wording.TemplateSource;
import dev.notifier.templates.wording.VariantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
  private static final Field DATA =
      Fields.of(
          Map.of(
              "type",
              "object",
              "required",
              List.of("text", "note"),
              "properties",
              Map.of("text", Map.of("type", "string"), "note", Map.of("type", "string"))));
  private static final RouteText CHEAP = new RouteText("viettel", CarrierText.USUAL, 300);
  private static final RouteText STRICT =
      new RouteText("vinaphone", new CarrierText(WireProfile.USUAL, "&^"), 550);
  private static final LintContext PLAIN = new LintContext(false, "", List.of(CHEAP), Map.of());

  @Test
  void showsWhatGoesOnTheWireAndWhatItCosts() {
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.STRIP, "BHXHVN: {{ text }}"),
            DATA,
            samples("hết hạn & gia hạn", "đ".repeat(200)),
            new LintContext(false, "", List.of(CHEAP, STRICT), Map.of()));

    assertThat(report.mistakes()).isEmpty();
    assertThat(report.previews())
        .extracting(Preview::sample, Preview::route, LintTest::text, LintTest::cost)
        .containsExactly(
            tuple(Samples.Kind.TYPICAL, "viettel", "BHXHVN: het han & gia han", 300),
            tuple(Samples.Kind.TYPICAL, "vinaphone", "BHXHVN: het han va gia han", 550),
            tuple(Samples.Kind.WORST, "viettel", "BHXHVN: " + "d".repeat(200), 600),
            tuple(Samples.Kind.WORST, "vinaphone", "BHXHVN: " + "d".repeat(200), 1100));
    Shown first = (Shown) report.previews().getFirst().outcome();
    assertThat(first.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(first.units()).isEqualTo(25);
    assertThat(first.stray()).isNull();
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void saysWhyAMessageIsUcs2() {
    LintReport report = lint(DiacriticsPolicy.KEEP, "BHXHVN: thẻ đã {{ text }}", "hết hạn");

    Shown shown = (Shown) report.previews().getFirst().outcome();
    assertThat(shown.encoding()).isEqualTo(Encoding.UCS2);
    assertThat(Objects.requireNonNull(shown.stray()).index()).isEqualTo(10);
    assertThat(Objects.requireNonNull(shown.stray()).name()).isEqualTo("U+1EBB");
    assertThat(codes(report)).isEmpty();
  }

  @Test
  void listsWhatGoesAsSomethingElse() {
    LintReport report = lint(DiacriticsPolicy.STRIP, "BHXHVN: “{{ text }}”", "15 – 20 ½");

    Shown shown = (Shown) report.previews().getFirst().outcome();
    assertThat(shown.text()).isEqualTo("BHXHVN: \"15 - 20 1/2\"");
    assertThat(shown.swaps())
        .extracting(Swap::name)
        .containsExactly("U+201C", "U+2013", "U+00BD", "U+201D");
    assertThat(shown.swaps()).extracting(Swap::by).containsExactly("\"", "-", "1/2", "\"");
  }

  @Test
  void knowsTheAlphabetOfTheRoute() {
    RouteText ascii =
        new RouteText(
            "ascii", new CarrierText(new WireProfile(Encoding.ASCII, Concatenation.UDH8), ""), 100);
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.KEEP, "Nha {{ text }}"),
            DATA,
            samples("là é", "la"),
            new LintContext(false, "", List.of(ascii), Map.of()));

    Shown shown = (Shown) report.previews().getFirst().outcome();
    assertThat(Objects.requireNonNull(shown.stray()).index()).isEqualTo(5);
    assertThat(codes(report)).isEmpty();
  }

  @Test
  void countsWhatTheCentreCuts() {
    RouteText payload =
        new RouteText(
            "payload",
            new CarrierText(new WireProfile(Encoding.GSM7, Concatenation.PAYLOAD), ""),
            300);
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a".repeat(300), "b"),
            new LintContext(false, "", List.of(payload), Map.of()));

    assertThat(cost(report.previews().getFirst())).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({"160, ", "161, 1", "165, 5", "166, ", "306, ", "307, 1", "311, 5", "312, ", "459, "})
  void warnsOfAFewCharactersTooMany(int units, Integer over) {
    LintReport report = lint(DiacriticsPolicy.STRIP, "{{ text }}", "a".repeat(units));

    if (over == null) {
      assertThat(report.warnings()).isEmpty();
    } else {
      assertThat(report.warnings())
          .singleElement()
          .satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(WarningCode.JUST_OVER);
            assertThat(warning.sample()).isEqualTo(Samples.Kind.TYPICAL);
            assertThat(warning.route()).isEqualTo("viettel");
            assertThat(warning.detail()).startsWith(over + " characters fewer");
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chua dang ky giao dich dien tu vơi co quan BHXH, 32, U+01A1",
    "OK 👍, 3, U+1F44D",
    "một tiếng, ,",
    "khong co gi, ,",
  })
  void warnsOfASingleLetterThatMakesAMessageDear(String text, Integer index, String name) {
    LintReport report = lint(DiacriticsPolicy.KEEP, "{{ text }}", text);

    assertThat(of(report, WarningCode.SINGLE_STRAY)).hasSize(index == null ? 0 : 1);
    if (index != null) {
      Warning warning = of(report, WarningCode.SINGLE_STRAY).getFirst();
      assertThat(warning.index()).isEqualTo(index);
      assertThat(warning.detail()).contains(name);
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
  void warnsOfWordsThatNeedTheirMarks(String text, Integer index, String pairs) {
    List<Warning> warnings =
        of(lint(DiacriticsPolicy.STRIP, "{{ text }}", text), WarningCode.AMBIGUOUS_WORDS);

    assertThat(warnings).hasSize(pairs == null ? 0 : pairs.split("; ", -1).length);
    if (pairs != null) {
      assertThat(warnings.getFirst().index()).isEqualTo(index);
      for (int i = 0; i < warnings.size(); i++) {
        assertThat(warnings.get(i).detail()).contains("\"" + pairs.split("; ", -1)[i] + "\"");
      }
    }
    assertThat(of(lint(DiacriticsPolicy.KEEP, "{{ text }}", text), WarningCode.AMBIGUOUS_WORDS))
        .isEmpty();
  }

  @Test
  void warnsOfAMissingNameAndLabel() {
    LintContext advertising = new LintContext(true, "BHXHVN", List.of(CHEAP), Map.of());
    TemplateSource nameless = source(DiacriticsPolicy.STRIP, "Mời tham gia {{ text }}");
    TemplateSource right = source(DiacriticsPolicy.STRIP, "[QC] bhxhvn: mời tham gia {{ text }}");

    assertThat(codes(Lint.check(nameless, DATA, samples("a", "b"), advertising)))
        .contains(WarningCode.NO_BRAND_NAME, WarningCode.NO_LABEL);
    assertThat(codes(Lint.check(right, DATA, samples("a", "b"), advertising))).isEmpty();
  }

  @Test
  void warnsOfWhatTheCarrierRefuses() {
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a^b", "b"),
            new LintContext(false, "", List.of(CHEAP, STRICT), Map.of()));

    assertThat(report.warnings())
        .extracting(Warning::code, Warning::route)
        .containsExactly(tuple(WarningCode.REFUSED_CHARACTER, "vinaphone"));
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

    LintReport report = Lint.check(three, DATA, samples("a", "b"), registered);

    assertThat(report.warnings())
        .extracting(Warning::code, Warning::route, Warning::sample)
        .containsExactly(tuple(WarningCode.TOO_MANY_PARAMETERS, "vinaphone", null));
    assertThat(report.previews()).extracting(Preview::route).containsOnly("");
  }

  @Test
  void warnsOfAWorstCaseThatIsNotSent() {
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            samples("a", "b".repeat(500)),
            PLAIN);

    assertThat(report.warnings())
        .extracting(Warning::code, Warning::sample)
        .containsExactly(tuple(WarningCode.TOO_LONG, Samples.Kind.WORST));
    assertThat(report.warnings().getFirst().detail()).contains("4 segments, at most 3");
  }

  @Test
  void warnsOfASampleWithoutText() {
    LintReport report =
        Lint.check(
            source(DiacriticsPolicy.STRIP, "{{ text }}"),
            DATA,
            new Samples(Map.of("text", 5), Map.of("text", "b")),
            PLAIN);

    assertThat(codes(report)).containsExactly(WarningCode.NO_TEXT);
    assertThat(report.warnings().getFirst().detail()).startsWith("text: ");
  }

  @ParameterizedTest
  @CsvSource({
    "B¶o hiÓm x· héi: {{ text }}, TCVN3",
    "Ba?o hie^?m xa~ ho^.i: {{ text }}, VIQR",
    "Báº£o hiá»ƒm: {{ text }}, UTF-8",
  })
  void warnsOfGarbageInTheTemplate(String text, String encoding) {
    LintReport report = lint(DiacriticsPolicy.STRIP, text, "a");

    assertThat(of(report, WarningCode.LEGACY_ENCODING))
        .singleElement()
        .satisfies(warning -> assertThat(warning.detail()).contains(encoding));
  }

  @Test
  void tellsWhichCharactersOfTheTemplateAreSwapped() {
    LintReport report =
        lint(DiacriticsPolicy.STRIP, "{{ text | default: \"–\" }} – “{{ note }}”", "a");

    assertThat(report.warnings())
        .extracting(Warning::code, Warning::index)
        .containsExactly(
            tuple(WarningCode.SWAPPED_CHARACTER, 26),
            tuple(WarningCode.SWAPPED_CHARACTER, 28),
            tuple(WarningCode.SWAPPED_CHARACTER, 39));
    assertThat(report.warnings().getFirst().detail()).contains("U+2013").contains("\"-\"");
  }

  @Test
  void givesTheMistakesOfWhatDoesNotCompile() {
    LintReport report = lint(DiacriticsPolicy.STRIP, "{{ txet }} –", "a");

    assertThat(report.mistakes()).isNotEmpty();
    assertThat(report.previews()).isEmpty();
    assertThat(codes(report)).containsExactly(WarningCode.SWAPPED_CHARACTER);
  }

  @Test
  void looksAtEachVariant() {
    Audience workers = new Audience(Set.of("WORKER"), Set.of());
    TemplateSource source =
        new TemplateSource(
            "t",
            "t.t",
            DiacriticsPolicy.STRIP,
            3,
            LinkPolicy.ALLOW,
            List.of(
                new VariantSource("vi", Audience.EVERYBODY, null, null, "mọi người"),
                new VariantSource("vi", workers, null, DiacriticsPolicy.KEEP, "người lao động"),
                new VariantSource("en", Audience.EVERYBODY, null, null, "dong dong")));

    LintReport report = Lint.check(source, DATA, samples("a", "b"), PLAIN);

    assertThat(report.previews())
        .extracting(Preview::locale, Preview::audience, LintTest::text)
        .contains(
            tuple("vi", Audience.EVERYBODY, "moi nguoi"),
            tuple("vi", workers, "người lao động"),
            tuple("en", Audience.EVERYBODY, "dong dong"));
    assertThat(report.previews()).hasSize(6);
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void codesAreStableAndDistinct() {
    assertThat(WarningCode.values()).extracting(WarningCode::code).doesNotHaveDuplicates();
    assertThat(WarningCode.JUST_OVER.code()).isEqualTo("just-over-a-segment");
  }

  private static LintReport lint(DiacriticsPolicy policy, String template, String text) {
    return Lint.check(source(policy, template), DATA, samples(text, "x"), PLAIN);
  }

  private static Samples samples(String typical, String worst) {
    return new Samples(Map.of("text", typical, "note", "n"), Map.of("text", worst, "note", "n"));
  }

  private static TemplateSource source(DiacriticsPolicy policy, String text) {
    return new TemplateSource(
        "t",
        "t.t",
        policy,
        3,
        LinkPolicy.ALLOW,
        List.of(new VariantSource("vi", Audience.EVERYBODY, null, null, text)));
  }

  private static List<WarningCode> codes(LintReport report) {
    return report.warnings().stream().map(Warning::code).distinct().toList();
  }

  private static List<Warning> of(LintReport report, WarningCode code) {
    return report.warnings().stream().filter(warning -> warning.code() == code).toList();
  }

  private static String text(Preview preview) {
    return ((Shown) preview.outcome()).text();
  }

  private static int cost(Preview preview) {
    return ((Shown) preview.outcome()).cost();
  }
}
