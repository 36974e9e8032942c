package dev.notifier.templates.language.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.language.LanguageResult;
import dev.notifier.templates.language.LanguageSamples;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.vietnamese.ValueFormats;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

class LanguagePropertiesTest {
  private static final SchemaField TYPE = LanguageSamples.type();

  @Property(tries = 3000)
  void whateverIsWrittenIsAnswered(@ForAll("templates") String text) {
    switch (TemplateLanguage.compile(text, TYPE)) {
      case LanguageResult.Invalid refused -> {
        assertThat(refused.diagnostics()).isNotEmpty();
        assertThat(refused.diagnostics()).allSatisfy(diagnostic -> assertPlace(diagnostic, text));
      }
      case LanguageResult.Compiled compiled ->
          assertThat(compiled.program().render(LanguageSamples.data(), "vi")).isNotNull();
    }
  }

  private static void assertPlace(Diagnostic diagnostic, String text) {
    List<String> lines = text.lines().toList();
    assertThat(diagnostic.detail()).isNotBlank();
    assertThat(diagnostic.line()).isBetween(1, lines.size() + 1);
    if (diagnostic.line() <= lines.size()) {
      assertThat(diagnostic.column()).isBetween(1, lines.get(diagnostic.line() - 1).length() + 1);
    }
  }

  /** What the checker lets through has a text for every event that keeps the schema's promises. */
  @Property(tries = 3000)
  void whatIsCheckedNeverLacksAValue(@ForAll("templates") String text) {
    if (TemplateLanguage.compile(text, TYPE) instanceof LanguageResult.Compiled compiled
        && compiled.program().render(LanguageSamples.data(), "vi")
            instanceof ProgramResult.Problem problem) {
      // Only a text without anything in it is left.
      assertThat(problem.detail()).isEqualTo("the wording has no text for these values");
    }
  }

  @Property(tries = 1000)
  void whateverTheEventHoldsIsAnswered(@ForAll("values") @Nullable Object value) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    for (String field : List.of("cardNo", "validTo", "amountVnd", "missing", "outcome", "month")) {
      data.put(field, value);
    }
    for (String text :
        List.of(
            "x{{ cardNo | mask }}",
            "x{{ validTo | date }}",
            "x{{ month | month }}",
            "x{{ amountVnd | money }}",
            "x{{ amountVnd | duration }}",
            "x{{ missing | join: ', ' }}",
            "x{% if outcome == 'REFUSED' or amountVnd > 5 or validTo < '2026-01-01' %}y{% endif %}",
            "x{{ cardNo | upcase | shorten: 5 | given | downcase }}")) {
      assertThat(LanguageSamples.rendered(text, data)).isNotBlank();
    }
  }

  @Property
  void markupInValuesIsText(@ForAll("templates") String markup) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put("cardNo", markup);
    String rendered = LanguageSamples.rendered("[{{ cardNo }}]", data);
    String tidy = ValueSanitizer.tidy(markup);
    assertThat(rendered)
        .isIn(
            "[" + tidy + "]",
            "missing-value [cardNo] the field is blank; fill it",
            "bad-value [cardNo] remove control, line-break and direction characters");
  }

  @Property
  void datesAreReadAsThePlatformReadsThem(
      @ForAll @LongRange(min = -30_000_000_000L, max = 100_000_000_000L) long second,
      @ForAll @IntRange(min = -1080, max = 1080) int offset) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
    assertThat(DateReader.parse(time.toString()))
        .isEqualTo(time.toInstant().atOffset(ZoneOffset.ofHours(7)).toLocalDate());
    assertThat(DateReader.parse(time.toLocalDate().toString())).isEqualTo(time.toLocalDate());
  }

  /** Vietnam's clock has not been changed since 1975. */
  @Property(tries = 200)
  void theDayIsThatOfVietnam(@ForAll @LongRange(min = 200_000_000, max = 4_000_000_000L) long at) {
    Instant instant = Instant.ofEpochSecond(at);
    assertThat(DateReader.parse(instant.toString()))
        .isEqualTo(LocalDate.ofInstant(instant, ZoneId.of("Asia/Ho_Chi_Minh")));
  }

  @Property
  void numbersAreGroupedAsTheFormatsDo(@ForAll long number) {
    assertThat(NumberReader.grouped(number))
        .isEqualTo(ValueFormats.money(BigDecimal.valueOf(number)));
  }

  @Property
  void tidyTextsAreStable(@ForAll @StringLength(max = 30) String text) {
    String tidy = ValueSanitizer.tidy(text);
    assertThat(ValueSanitizer.tidy(tidy)).isEqualTo(tidy);
    assertThat(ValueSanitizer.isBlank(text)).isEqualTo(tidy.isEmpty());
  }

  @Property
  void textsWithoutMarkupStayAsTheyAre(@ForAll("plain") String text) {
    LanguageResult.Compiled compiled =
        (LanguageResult.Compiled) TemplateLanguage.compile(text, TYPE);
    String expected = text.strip();
    ProgramResult rendering = compiled.program().render(Map.of(), "vi");
    if (expected.isEmpty()) {
      assertThat(rendering).isInstanceOf(ProgramResult.Problem.class);
    } else {
      assertThat(rendering).isEqualTo(new ProgramResult.Text(expected));
    }
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings()
        .withChars("abc ếộđ.,:{%|'\"\n")
        .ofMaxLength(60)
        .filter(text -> !text.contains("{{") && !text.contains("{%"));
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.of(
            "{{ ",
            " }}",
            "{% ",
            " %}",
            "{%- ",
            " -%}",
            "if ",
            "elsif ",
            "else",
            "endif",
            "{% if urgent %}",
            "{% if reason %}",
            "{% else %}",
            "{% endif %}",
            "{% comment %}",
            "{% endcomment %}",
            "cardNo",
            "reason",
            "recipient",
            ".fullName",
            "amountVnd",
            " | ",
            "mask",
            "money",
            "default: ",
            "'x'",
            "\"",
            "'",
            " == ",
            " > ",
            " and ",
            " or ",
            "5",
            "Thẻ ",
            "\n",
            "😀",
            "}",
            "{",
            "%",
            "{{ cardNo }}",
            "{{ reason | default: 'x' }}",
            "{{ amountVnd | money }}",
            "outcome",
            "'REFUSED'")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30).map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.bigDecimals().map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.of(
                true, List.of(), List.of(1, "a"), Map.of(), "2026-12-31", "2026-10", "REFUSED", ""))
        .injectNull(0.05)
        .map(value -> Objects.equals(value, "null") ? null : value);
  }
}
