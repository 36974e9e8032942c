package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.ValueLinkPolicy;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendabilityChecksTest {
  private static final SchemaField DATA =
      SchemaFields.of(
          Map.of(
              "type",
              "object",
              "required",
              List.of("code", "note"),
              "properties",
              Map.of("code", Map.of("type", "string"), "note", Map.of("type", "string"))));
  private static final Audience WORKERS = new Audience(Set.of("WORKER"), Set.of());
  private static final SampleData SAMPLES =
      SampleData.samples(
          Map.of("code", "A 1", "note", "short"), Map.of("code", "A 1", "note", "n".repeat(200)));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "a {{ note }} => none",
        "\\s => blank-text 1:1",
        "\\n \u00A0\u200B => blank-text 1:1",
        "{% comment %}a{% endcomment %} => blank-text 1:1",
        "{{ '' }} => no-text 1:1; no-text 1:1",
        "{% if code == 'B' %}a{% endif %} => no-text 1:1; no-text 1:1",
        "{% if note == 'short' %}a{% endif %} => no-text 1:1",
        "a\\n{{ note }}{{ note }} => text-too-long 1:1",
        "a https://{{ code }}/x => value-in-link 1:9",
        "a\\n www.{{ code }} => value-in-link 2:6",
        "{{ code }}.vn/x => value-in-link 1:12",
        "https://own.vn{{ code }}/ => value-in-link 1:7",
        "https://own.vn:{{ code }}/ => value-in-link 1:7",
        "{{ code | downcase }}.own.vn/x => value-in-link 1:27",
        "https://own.vn/{{ code }}?a={{ note }} => none",
        "{% if code == 'B' %}https://{{ code }}/{% endif %}a => value-in-link 1:27",
        "a^b => unsupported-character 1:2; unsupported-character 1:2",
        "{{ code }}^ => unsupported-character 1:11; unsupported-character 1:11",
      })
  void theFallbackNeedsATextForEachSample(String text, String expected) {
    List<VariantDiagnostic> errors =
        errors(ValueLinkPolicy.REFUSE, variant("vi", Audience.EVERYBODY, text.translateEscapes()));

    assertThat(
            errors.stream()
                .map(each -> each.diagnostic())
                .map(each -> each.code().code() + " " + each.line() + ":" + each.column()))
        .isSubsetOf(List.of(expected.split("; ")))
        .hasSize(expected.equals("none") ? 0 : expected.split("; ").length);
    assertThat(errors).allSatisfy(each -> assertThat(each.diagnostic().detail()).isNotBlank());
  }

  @Test
  void valuesMayBeInHostsWhereLinksAreAllowed() {
    VariantSource variant = variant("vi", Audience.EVERYBODY, "https://{{ code }}/");

    assertThat(errors(ValueLinkPolicy.ALLOW, variant)).isEmpty();
    assertThat(codes(errors(ValueLinkPolicy.DEFUSE, variant))).containsExactly("value-in-link");
  }

  @Test
  void aVietnameseVariantForEveryoneIsNeeded() {
    for (VariantSource only :
        List.of(
            variant("en", Audience.EVERYBODY, "a"),
            variant("vi-VN", Audience.EVERYBODY, "a"),
            variant("vi", WORKERS, "a"))) {
      List<VariantDiagnostic> errors = errors(ValueLinkPolicy.REFUSE, only);
      assertThat(codes(errors)).containsExactly("no-fallback-variant");
      assertThat(errors.getFirst().key()).isEqualTo("variants");
    }
  }

  /** Recipients of other variants fall back, so one text is enough there. */
  @Test
  void otherVariantsNeedATextForOneSample() {
    VariantSource fallback = variant("vi", Audience.EVERYBODY, "a");

    assertThat(
            errors(
                ValueLinkPolicy.REFUSE, fallback, variant("en", WORKERS, "{{ note }}{{ note }}")))
        .isEmpty();
    assertThat(
            codes(
                errors(
                    ValueLinkPolicy.REFUSE,
                    fallback,
                    variant("en", WORKERS, "{{ note }}" + "x".repeat(400)))))
        .containsExactly("text-too-long", "text-too-long");
  }

  private static List<String> codes(List<VariantDiagnostic> errors) {
    return errors.stream().map(each -> each.diagnostic().code().code()).toList();
  }

  private static VariantSource variant(String locale, Audience audience, String text) {
    return new VariantSource(locale, audience, null, null, text);
  }

  private static List<VariantDiagnostic> errors(ValueLinkPolicy links, VariantSource... variants) {
    TemplateSource source =
        new TemplateSource("t", "t.t", DiacriticsPolicy.STRIP, 2, links, List.of(variants));
    RouteTextSettings route =
        new RouteTextSettings("strict", new CarrierTextSettings(WireProfile.DEFAULT, "^"), 1);
    LintReport report =
        TemplateLint.check(
            source, DATA, SAMPLES, new LintContext(false, "", List.of(route), Map.of()));
    assertThat(report.diagnostics()).isEmpty();
    return report.notSendable();
  }
}
