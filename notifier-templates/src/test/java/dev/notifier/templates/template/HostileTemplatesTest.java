package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.language.LanguageSamples;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken and malicious templates and values, each with its answer. None throws, none gets out. */
public class HostileTemplatesTest {
  private static final String MADE_LINK =
      "values make a link together, or one that is written with other signs; remove it, this"
          + " wording takes none";
  private static final String CONTROLS = "remove control, line-break and direction characters";

  static List<Arguments> templates() {
    return List.of(
        row(
            "{{ cardNo.getClass() }}",
            "1:19 syntax there are no brackets; put one if into another"),
        row(
            "{{ cardNo.class.classLoader }}",
            "1:4 unknown-name there is no cardNo.class; cardNo has no fields"),
        row(
            "{{ __proto__ }}",
            "1:4 syntax this character has no meaning here; texts stand in quotes"),
        row(
            "{% include '/etc/passwd' %}",
            "1:1 unknown-tag there are if, elsif, else, endif and comment; no loops and no assignments"),
        row(
            "{% for i in (1..99999999) %}x{% endfor %}",
            "1:1 unknown-tag there are if, elsif, else, endif and comment; no loops and no assignments"),
        row(
            "{% assign x = 1 %}",
            "1:1 unknown-tag there are if, elsif, else, endif and comment; no loops and no assignments"),
        row(
            "{{ cardNo | system: 'rm' }}",
            "1:13 unknown-filter there is no filter system; there are date, month, money, number, duration, mask, shorten, given, join, default, upcase, downcase"),
        row("{% if urgent %}".repeat(250), "1:121 too-deep put at most 8 ifs into each other"),
        row("{{ month" + " | upcase".repeat(400) + " }}", "1:84 too-large use at most 8 filters"),
        row("x".repeat(10_000_000), "1:1 too-large shorten it to 4000 characters"),
        row("{{ 99999999999999999999999999 | money }}", "1:4 syntax write at most 18 digits"),
        row(
            "{{ month | shorten: 99999999999 }}",
            "1:21 wrong-argument write the wanted length, 1 to 500: shorten: 35"),
        row("Ba\u202Egnp.exe", "1:3 forbidden-character remove the character U+202E"),
        row("a\u0000b", "1:2 forbidden-character remove the character U+0000"),
        row("{{ cardNo", "1:1 syntax close it with }} after its content"),
        row("{{ 'cardNo }}", "1:1 syntax close it with }} after its content"),
        row("{% comment %}{{ cardNo }}", "1:1 unbalanced end the comment with {% endcomment %}"),
        row("{{ {{ cardNo }} }}", "1:1 syntax close it with }} after its content"));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateIsRefusedAtItsPlace(String text, String answer) {
    CompilationResult result =
        TemplateCompiler.compile(source(text, ValueLinkPolicy.REFUSE), 1, LanguageSamples.type());
    assertThat(((CompilationResult.Invalid) result).diagnostics().getFirst().diagnostic())
        .extracting(HostileTemplatesTest::shown)
        .isEqualTo(answer);
  }

  static List<Arguments> values() {
    return List.of(
        row("{{ recipient.phone }}", "a {{ recipient.phone }}"),
        row("{% if true %}{{ 7 | money }}{% endif %}", "a {% if true %}{{ 7 | money }}{% endif %}"),
        row("${jndi:ldap:x} %s %n {0}", "a ${jndi:ldap:x} %s %n {0}"),
        row("{{", "a {{"),
        row("https://evil.vn", "link-in-value [cardNo] remove the link; this wording takes none"),
        row("HtTp://1.2.3.4", "link-in-value [cardNo] remove the link; this wording takes none"),
        row("xem WWW.evil", "link-in-value [cardNo] remove the link; this wording takes none"),
        row("bit.ly/x1", "link-in-value [cardNo] remove the link; this wording takes none"),
        row("ｅｖｉｌ．ｃｏｍ／ｘ", "link-in-value [] " + MADE_LINK),
        row("evil.c\u00ADom/x", "link-in-value [] " + MADE_LINK),
        row("a\nb", "bad-value [cardNo] " + CONTROLS),
        row("a\r\n\r\nb", "bad-value [cardNo] " + CONTROLS),
        row("a\u0000b", "bad-value [cardNo] " + CONTROLS),
        row("\u202Eevil", "bad-value [cardNo] " + CONTROLS),
        row("a\uD83D", "bad-value [cardNo] " + CONTROLS),
        row("x".repeat(10_000_000), "value-too-long [cardNo] shorten it to 1000 characters"),
        row("x".repeat(700), "text-too-long [] 5 segments, at most 2 are allowed"),
        row("", "missing-value [cardNo] the field is blank; fill it"),
        row("\u00A0\u2003", "missing-value [cardNo] the field is blank; fill it"),
        row(null, "missing-value [cardNo] add this field to the event's data"),
        row(110129425, "bad-value [cardNo] send it as text in quotes; leading zeros count"),
        row(
            Map.of("a", Map.of()),
            "bad-value [cardNo] send it as text in quotes; leading zeros count"),
        row(
            Collections.nCopies(1_000_000, "x"),
            "bad-value [cardNo] send it as text in quotes; leading zeros count"),
        row(Double.NaN, "bad-value [cardNo] send it as text in quotes; leading zeros count"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsDataOrThereIsNoMessage(@Nullable Object value, String answer) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put("cardNo", value);
    assertThat(rendered("a {{ cardNo }}", data)).isEqualTo(answer);
  }

  static List<Arguments> otherValues() {
    return List.of(
        row(
            "{{ amountVnd | money }}",
            "amountVnd",
            1e308,
            "bad-value [amountVnd] send it as a number without quotes, of at most 18 digits"),
        row(
            "{{ amountVnd | duration }}",
            "amountVnd",
            Integer.MIN_VALUE,
            "bad-value [amountVnd] send a whole number of months from 0 to 1200"),
        row(
            "{{ validTo | date }}",
            "validTo",
            "2026-02-30",
            "bad-value [validTo] write the date as 2026-12-31"),
        row(
            "{{ validTo | date }}",
            "validTo",
            "9".repeat(900),
            "bad-value [validTo] write the date as 2026-12-31"),
        row(
            "{{ missing | join: ',' }}",
            "missing",
            Collections.nCopies(1_000_000, "x"),
            "value-too-long [missing] send at most 50 items"),
        row(
            "{{ missing | join: ',' }}",
            "missing",
            Arrays.asList("x", "http://x"),
            "link-in-value [missing] remove the link; this wording takes none"),
        row(
            "{% if outcome == 'REFUSED' %}a{% endif %}",
            "outcome", "MAYBE", "bad-value [outcome] send one of GRANTED, REFUSED, PARTLY"),
        row(
            "{{ recipient.phone }}",
            "recipient",
            List.of(),
            "missing-value [recipient.phone] add this field to the event's data"));
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void aValueOfAnotherKindIsNamed(String text, String field, Object value, String answer) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put(field, value);
    assertThat(rendered(text, data)).isEqualTo(answer);
  }

  private static Arguments row(@Nullable Object... cells) {
    return Arguments.of(cells);
  }

  private static String rendered(String text, Map<String, @Nullable Object> data) {
    CompilationResult compiled =
        TemplateCompiler.compile(source(text, ValueLinkPolicy.REFUSE), 1, LanguageSamples.type());
    RenderRequest request = new RenderRequest("t", "vi", data, CarrierTextSettings.DEFAULT);
    return switch (((CompilationResult.Compiled) compiled).template().render(request)) {
      case Rendered made -> made.text();
      case NotRendered not -> "%s [%s] %s".formatted(not.error().code(), not.field(), not.detail());
    };
  }

  public static TemplateSource source(String text, ValueLinkPolicy links) {
    VariantSource variant = new VariantSource("vi", Audience.EVERYBODY, null, null, text);
    return new TemplateSource("t", "t", DiacriticsPolicy.KEEP, 2, links, List.of(variant));
  }

  private static String shown(Diagnostic diagnostic) {
    return "%d:%d %s %s"
        .formatted(
            diagnostic.line(), diagnostic.column(), diagnostic.code().code(), diagnostic.detail());
  }
}
