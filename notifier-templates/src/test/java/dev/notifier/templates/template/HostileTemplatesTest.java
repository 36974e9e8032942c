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

/**
 * Broken and malicious templates and values, each with its result. None throws or reaches the
 * recipient.
 */
public class HostileTemplatesTest {
  private static final String COMPOSED_LINK =
      "values form a link together, or a link in other characters; remove it, because"
          + " this template does not allow links";

  static List<Arguments> templates() {
    return List.of(
        row(
            "{{ cardNo.getClass() }}",
            "1:19 syntax brackets are not supported; nest one if in another"),
        row(
            "{{ cardNo.class.classLoader }}",
            "1:4 unknown-name cardNo.class does not exist; cardNo has no fields"),
        row(
            "{{ __proto__ }}",
            "1:4 syntax U+005F LOW LINE is not allowed here; put texts in quotes"),
        row(
            "{% include '/etc/passwd' %}",
            "1:1 unknown-tag the tags are if, elsif, else, endif and comment; loops and assignments are not supported"),
        row(
            "{% for i in (1..99999999) %}x{% endfor %}",
            "1:1 unknown-tag the tags are if, elsif, else, endif and comment; loops and assignments are not supported"),
        row(
            "{% assign x = 1 %}",
            "1:1 unknown-tag the tags are if, elsif, else, endif and comment; loops and assignments are not supported"),
        row(
            "{{ cardNo | system: 'rm' }}",
            "1:13 unknown-filter the filter system does not exist; the filters are date, month, money, number, duration, mask, shorten, given, join, default, upcase, downcase"),
        row("{% if urgent %}".repeat(250), "1:121 too-deep nest at most 8 ifs"),
        row("{{ month" + " | upcase".repeat(400) + " }}", "1:84 too-large use at most 8 filters"),
        row("x".repeat(10_000_000), "1:1 too-large shorten it to 4000 characters"),
        row("{{ 99999999999999999999999999 | money }}", "1:4 syntax write at most 18 digits"),
        row(
            "{{ month | shorten: 99999999999 }}",
            "1:21 wrong-argument write the length, 1 to 500: shorten: 35"),
        row(
            "Ba\u202Egnp.exe",
            "1:3 forbidden-character remove the character U+202E RIGHT-TO-LEFT OVERRIDE"),
        row("a\u0000b", "1:2 forbidden-character remove the character U+0000 NULL"),
        row("{{ cardNo", "1:1 syntax this {{ is not closed; write }} after its content"),
        row("{{ 'cardNo }}", "1:1 syntax this {{ is not closed; write }} after its content"),
        row("{% comment %}{{ cardNo }}", "1:1 unbalanced end the comment with {% endcomment %}"),
        row("{{ {{ cardNo }} }}", "1:1 syntax this {{ is not closed; write }} after its content"));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void rejectsHostileTemplates(String text, String expected) {
    CompilationResult result =
        TemplateCompiler.compile(source(text, ValueLinkPolicy.REFUSE), 1, LanguageSamples.type());
    assertThat(((CompilationResult.Invalid) result).diagnostics().getFirst().diagnostic())
        .extracting(HostileTemplatesTest::describe)
        .isEqualTo(expected);
  }

  static List<Arguments> values() {
    return List.of(
        row("{{ recipient.fullName }}", "a {{ recipient.fullName }}"),
        row("{% if true %}{{ 7 | money }}{% endif %}", "a {% if true %}{{ 7 | money }}{% endif %}"),
        row("${jndi:ldap:x} %s %n {0}", "a ${jndi:ldap:x} %s %n {0}"),
        row("{{", "a {{"),
        row(
            "https://evil.vn",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row(
            "HtTp://1.2.3.4",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row(
            "xem WWW.evil",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row(
            "bit.ly/x1",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row(
            "ｅｖｉｌ．ｃｏｍ／ｘ",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row(
            "evil.c\u00ADom/x",
            "link-in-value [cardNo] remove the link; this template does not allow links"),
        row("evil·com/x", "link-in-value [] " + COMPOSED_LINK),
        row("a\nb", "a a b"),
        row("a\r\n\r\nb", "a a b"),
        row("a\u0000b", "invalid-value [cardNo] remove the character U+0000, which cannot be sent"),
        row("\u202Eevil", "a evil"),
        row("a\uD83D", "invalid-value [cardNo] remove the character U+D83D, which cannot be sent"),
        row("x".repeat(10_000_000), "value-too-long [cardNo] shorten it to 1000 characters"),
        row("x".repeat(700), "text-too-long [] the text needs 5 segments; at most 2 are allowed"),
        row("", "missing-value [cardNo] the field is blank; send a value"),
        row("\u00A0\u2003", "missing-value [cardNo] the field is blank; send a value"),
        row(null, "missing-value [cardNo] add this field to the event's data"),
        row(110129425, "invalid-value [cardNo] send it as text in quotes, to keep leading zeros"),
        row(
            Map.of("a", Map.of()),
            "invalid-value [cardNo] send it as text in quotes, to keep leading zeros"),
        row(
            Collections.nCopies(1_000_000, "x"),
            "invalid-value [cardNo] send it as text in quotes, to keep leading zeros"),
        row(Double.NaN, "invalid-value [cardNo] send it as text in quotes, to keep leading zeros"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void treatsValuesAsDataOrRejectsThem(@Nullable Object value, String expected) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put("cardNo", value);
    assertThat(rendered("a {{ cardNo }}", data)).isEqualTo(expected);
  }

  static List<Arguments> otherValues() {
    return List.of(
        row(
            "{{ amountVnd | money }}",
            "amountVnd",
            1e308,
            "invalid-value [amountVnd] send it as a number without quotes, of at most 18 digits"),
        row(
            "{{ amountVnd | duration }}",
            "amountVnd",
            Integer.MIN_VALUE,
            "invalid-value [amountVnd] send a whole number of months from 0 to 1200"),
        row(
            "{{ validTo | date }}",
            "validTo",
            "2026-02-30",
            "invalid-value [validTo] write the date as 2026-12-31"),
        row(
            "{{ validTo | date }}",
            "validTo",
            "9".repeat(900),
            "invalid-value [validTo] write the date as 2026-12-31"),
        row(
            "{{ missing | join: ',' }}",
            "missing",
            Collections.nCopies(1_000_000, "x"),
            "value-too-long [missing] send at most 50 items"),
        row(
            "{{ missing | join: ',' }}",
            "missing",
            Arrays.asList("x", "http://x"),
            "link-in-value [missing] remove the link; this template does not allow links"),
        row(
            "{% if outcome == 'REFUSED' %}a{% endif %}",
            "outcome", "MAYBE", "invalid-value [outcome] send one of GRANTED, REFUSED, PARTLY"),
        row(
            "{{ recipient.phone }}",
            "recipient",
            List.of(),
            "missing-value [recipient.phone] add this field to the event's data"));
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void reportsValuesOfTheWrongKind(String text, String field, Object value, String expected) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put(field, value);
    assertThat(rendered(text, data)).isEqualTo(expected);
  }

  private static Arguments row(@Nullable Object... cells) {
    return Arguments.of(cells);
  }

  private static String rendered(String text, Map<String, @Nullable Object> data) {
    CompilationResult compiled =
        TemplateCompiler.compile(source(text, ValueLinkPolicy.REFUSE), 1, LanguageSamples.type());
    RenderRequest request = new RenderRequest("t", "vi", data, CarrierTextSettings.DEFAULT);
    return switch (((CompilationResult.Compiled) compiled).template().render(request)) {
      case Rendered rendered -> rendered.text();
      case NotRendered notRendered ->
          "%s [%s] %s"
              .formatted(notRendered.error().code(), notRendered.field(), notRendered.detail());
    };
  }

  public static TemplateSource source(String text, ValueLinkPolicy links) {
    VariantSource variant = new VariantSource("vi", Audience.EVERYBODY, null, null, text);
    return new TemplateSource("t", "t", DiacriticsPolicy.KEEP, 2, links, List.of(variant));
  }

  private static String describe(Diagnostic diagnostic) {
    return "%d:%d %s %s"
        .formatted(
            diagnostic.line(), diagnostic.column(), diagnostic.code().code(), diagnostic.detail());
  }
}
