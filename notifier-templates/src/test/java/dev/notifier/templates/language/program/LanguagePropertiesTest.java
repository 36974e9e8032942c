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
  void everyTextCompilesOrHasDiagnostics(@ForAll("templates") String text) {
    switch (TemplateLanguage.compile(text, TYPE)) {
      case LanguageResult.Invalid invalid -> {
        assertThat(invalid.diagnostics()).isNotEmpty();
        assertThat(invalid.diagnostics())
            .allSatisfy(diagnostic -> assertPosition(diagnostic, text));
      }
      case LanguageResult.Compiled compiled ->
          assertThat(compiled.program().render(LanguageSamples.data(), "vi")).isNotNull();
    }
  }

  private static void assertPosition(Diagnostic diagnostic, String text) {
    List<String> lines = text.lines().toList();
    assertThat(diagnostic.detail()).isNotBlank();
    assertThat(diagnostic.line()).isBetween(1, lines.size() + 1);
    if (diagnostic.line() <= lines.size()) {
      assertThat(diagnostic.column()).isBetween(1, lines.get(diagnostic.line() - 1).length() + 1);
    }
  }

  /** A template that passes the checker has a text for every event that matches the schema. */
  @Property(tries = 3000)
  void checkedTemplatesNeverLackAValue(@ForAll("templates") String text) {
    if (TemplateLanguage.compile(text, TYPE) instanceof LanguageResult.Compiled compiled
        && compiled.program().render(LanguageSamples.data(), "vi")
            instanceof ProgramResult.Problem problem) {
      // Only an empty text is possible.
      assertThat(problem.detail()).isEqualTo("the template has no text for these values");
    }
  }

  @Property(tries = 1000)
  void everyValueGivesATextOrAProblem(@ForAll("values") @Nullable Object value) {
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
    String normalized = ValueSanitizer.normalize(markup);
    assertThat(rendered)
        .isIn(
            "[" + normalized + "]",
            "missing-value [cardNo] the field is blank; send a value",
            "invalid-value [cardNo] remove the character U+%04X, which cannot be sent"
                .formatted(ValueSanitizer.firstForbidden(normalized)));
  }

  @Property
  void datesAreReadLikeThePlatform(
      @ForAll @LongRange(min = -30_000_000_000L, max = 100_000_000_000L) long second,
      @ForAll @IntRange(min = -1080, max = 1080) int offset) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
    assertThat(DateReader.parse(time.toString()))
        .isEqualTo(time.toInstant().atOffset(ZoneOffset.ofHours(7)).toLocalDate());
    assertThat(DateReader.parse(time.toLocalDate().toString())).isEqualTo(time.toLocalDate());
  }

  /** Vietnam has not changed its clocks since 1975. */
  @Property(tries = 200)
  void theDayIsTheDayInVietnam(
      @ForAll @LongRange(min = 200_000_000, max = 4_000_000_000L) long at) {
    Instant instant = Instant.ofEpochSecond(at);
    assertThat(DateReader.parse(instant.toString()))
        .isEqualTo(LocalDate.ofInstant(instant, ZoneId.of("Asia/Ho_Chi_Minh")));
  }

  @Property
  void numbersAreGroupedLikeMoney(@ForAll long number) {
    assertThat(NumberReader.grouped(number))
        .isEqualTo(ValueFormats.money(BigDecimal.valueOf(number)));
  }

  @Property
  void normalizingIsIdempotent(@ForAll @StringLength(max = 30) String text) {
    String normalized = ValueSanitizer.normalize(text);
    assertThat(ValueSanitizer.normalize(normalized)).isEqualTo(normalized);
    assertThat(ValueSanitizer.isBlank(text)).isEqualTo(normalized.isEmpty());
  }

  @Property
  void textsWithoutMarkupAreUnchanged(@ForAll("plain") String text) {
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
        .map(pieces -> String.join("", pieces));
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
