package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.WireProfile;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledTemplateTest {
  private static final VariantSource VI = variant("vi", "vi all");
  private static final VariantSource SIMPLE =
      new VariantSource("vi", audience("", "K1 K2"), null, DiacriticsPolicy.KEEP, "vi gọn");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // recipient's locale, kind, living area, text
        "vi, -, -, vi all",
        "vi, WORKER, -, vi worker",
        "vi, WORKER, K1, vi worker in K1",
        "vi, CITIZEN, K1, vi gọn",
        "vi, WORKER, K2, vi worker",
        "vi, CITIZEN, K3, vi all",
        "VI, -, -, vi all",
        "vi-VN, -, -, vi all",
        "en, WORKER, K1, en all",
        "en-GB, -, -, en GB",
        "en-gb, WORKER, -, en GB",
        "en-US, -, -, en all",
        "rad, -, -, rad all",
        "rad-x-a, -, -, rad all",
        "hmn, -, -, vi gọn",
        "hmn, -, K3, vi gọn",
        "fr-FR, -, -, vi gọn",
        "'', -, -, vi gọn",
      })
  void selectsTheNearestVariant(
      String locale, @Nullable String kind, @Nullable String area, String text) {
    List<VariantSource> variants =
        Arrays.asList(
            variant("en", "en all"),
            SIMPLE,
            variant("rad", "rad all"),
            VI,
            variant("en-GB", "en GB"),
            new VariantSource("vi", audience("WORKER", ""), null, null, "vi worker"),
            new VariantSource("vi", audience("WORKER", "K1"), null, null, "vi worker in K1"));
    assertThat(text(variants, locale, kind, area)).isEqualTo(text);
    Collections.reverse(variants);
    assertThat(text(variants, locale, kind, area)).isEqualTo(text);
  }

  @Test
  void prefersKindsToAreasAndSmallerAudiences() {
    List<VariantSource> variants =
        Arrays.asList(
            new VariantSource("vi", audience("", "K1"), null, null, "K1"),
            new VariantSource("vi", audience("STAFF WORKER", ""), null, null, "two kinds"),
            new VariantSource("vi", audience("CITIZEN STAFF", ""), null, null, "two others"),
            new VariantSource("vi", audience("", "K1 K2"), null, null, "two areas"),
            VI);
    assertThat(text(variants, "vi", "WORKER", "K1")).isEqualTo("two kinds");
    assertThat(text(variants, "vi", "STAFF", "K1")).isEqualTo("two others");
    assertThat(text(variants, "vi", "OTHER", "K1")).isEqualTo("K1");
    assertThat(text(variants, "vi", "OTHER", "K2")).isEqualTo("two areas");
  }

  @Test
  void theSimpleVariantIsNotForEnglishRecipients() {
    List<VariantSource> variants = List.of(SIMPLE, VI);
    assertThat(text(variants, "en", null, null)).isEqualTo("vi all");
    assertThat(text(variants, "EN-gb", null, null)).isEqualTo("vi all");
    assertThat(text(variants, "km", null, null)).isEqualTo("vi gọn");
    VariantSource forWorkers =
        new VariantSource("vi", audience("WORKER", "K1"), null, DiacriticsPolicy.KEEP, "x");
    assertThat(text(List.of(forWorkers, VI), "km", "CITIZEN", null)).isEqualTo("vi all");
    assertThat(text(List.of(forWorkers, VI), "km", "WORKER", null)).isEqualTo("x");
  }

  @Test
  void fallsBackIfAVariantHasNoText() {
    List<VariantSource> variants =
        List.of(
            variant("rad", "rad {{ a }}"),
            new VariantSource("vi", audience("", "K1"), null, DiacriticsPolicy.KEEP, "{{ b }}"),
            variant("vi", "vi {{ c }}"));
    assertThat(text(variants, "rad", Map.of("a", "1", "b", "2", "c", "3"))).isEqualTo("rad 1");
    assertThat(text(variants, "rad", Map.of("b", "2", "c", "3"))).isEqualTo("2");
    assertThat(text(variants, "rad", Map.of("b", "x".repeat(500), "c", "3"))).isEqualTo("vi 3");
    assertThat(text(variants, "rad", Map.of("a", "http://x", "c", "3"))).isEqualTo("vi 3");
    // Of several problems, the one in the recipient's own language is reported.
    assertThat(render(variants, "rad", Map.of()))
        .isEqualTo(
            new NotRendered(TextError.MISSING_VALUE, "a", "add this field to the event's data"));
  }

  @Test
  void withoutAVariantForTheRecipientThereIsNoText() {
    assertThat(render(List.of(variant("en", "x")), "vi", Map.of()))
        .isEqualTo(
            new NotRendered(
                TextError.NO_TEMPLATE,
                "",
                "add a variant in vi for everyone; all recipients fall back to it",
                Fault.TEMPLATE));
  }

  @Test
  void identifiesTheVariant() {
    VariantSource variant =
        new VariantSource("vi", Audience.EVERYBODY, "8079", DiacriticsPolicy.STRIP, "Thẻ {{ a }}");
    Rendered rendered = (Rendered) render(List.of(variant), "rad", Map.of("a", "đỏ"));
    assertThat(rendered.text()).isEqualTo("The do");
    assertThat(rendered.segmentedText().segments()).containsExactly("The do");
    assertThat(rendered.template()).isEqualTo(new TemplateIdentity("t", 7, "vi"));
    assertThat(rendered.diacritics()).isEqualTo(DiacriticsPolicy.STRIP);
    assertThat(rendered.sender()).isEqualTo("8079");
    VariantSource simple =
        new VariantSource(
            "vi", audience("WORKER STAFF", "K2 K1"), null, DiacriticsPolicy.KEEP, "x");
    assertThat(simple.audience().text()).isEqualTo("STAFF,WORKER,K1,K2");
    Rendered plain = (Rendered) render(List.of(VI), "vi", Map.of());
    assertThat(plain.sender()).isNull();
    assertThat(plain.diacritics()).isEqualTo(DiacriticsPolicy.KEEP);
  }

  @Test
  void rejectsTooManySegmentsAndUnsupportedCharacters() {
    assertThat(render(List.of(variant("vi", "x".repeat(320))), "vi", Map.of()))
        .isEqualTo(
            new NotRendered(
                TextError.TOO_MANY_SEGMENTS,
                "",
                "the text needs 3 segments; at most 2 are allowed",
                Fault.TEMPLATE));
    CarrierTextSettings strict = new CarrierTextSettings(WireProfile.DEFAULT, "k");
    CompiledTemplate template = template(List.of(variant("vi", "ok")));
    assertThat(template.render(new RenderRequest("t", "vi", Map.of(), strict)))
        .isEqualTo(
            new NotRendered(
                TextError.UNSUPPORTED_CHARACTER,
                "",
                "write the text without U+006B, which the carrier of the route rejects",
                Fault.TEMPLATE));
  }

  /** The template is to blame for what no value can change. */
  @ParameterizedTest
  @CsvSource({
    "'{{ a }}{{ b }}', 320, TOO_MANY_SEGMENTS, VALUES",
    "'{{ b }} LONG', 0, TOO_MANY_SEGMENTS, TEMPLATE",
    "'{{ b }} LONG', 320, TOO_MANY_SEGMENTS, TEMPLATE",
    "'{{ b }} ALMOST', 160, TOO_MANY_SEGMENTS, VALUES",
    "'{{ c }} {{ b }}', 1, UNSUPPORTED_CHARACTER, VALUES",
    "'$ {{ b }}', 1, UNSUPPORTED_CHARACTER, TEMPLATE",
    "'{% if a == \"2\" %}x{% endif %}', 1, NO_TEXT, TEMPLATE",
    "'https://{{ a }}/', 1, LINK, TEMPLATE",
    "'{{ a }}://own.vn/', 1, LINK, TEMPLATE",
    "'{{ d }}{{ e }}', 1, LINK, VALUES",
    "'own.vn/ {{ d }}{{ e }}', 1, LINK, VALUES",
    "'{{ f }}', 1, MISSING_VALUE, VALUES",
    "'LONG {{ f }}', 1, MISSING_VALUE, VALUES",
  })
  void saysWhetherTheTemplateIsToBlame(String text, int units, TextError error, Fault fault) {
    String written = text.replace("LONG", "y".repeat(310)).replace("ALMOST", "y".repeat(290));
    Map<String, Object> data =
        Map.of(
            "a",
            "1",
            "b",
            units == 0 ? "b" : "b".repeat(units),
            "c",
            "$",
            "d",
            "evil.c",
            "e",
            "om/x");
    RenderResult result =
        template(List.of(variant("vi", written)))
            .render(
                new RenderRequest(
                    "t", "vi", data, new CarrierTextSettings(WireProfile.DEFAULT, "$")));
    assertThat(result)
        .isInstanceOfSatisfying(
            NotRendered.class,
            no -> {
              assertThat(no.error()).as(no.detail()).isEqualTo(error);
              assertThat(no.fault()).as(no.detail()).isEqualTo(fault);
            });
  }

  @Test
  void rendersASingleVariantForPreviews() {
    CompiledTemplate template = template(List.of(SIMPLE, VI, variant("en", "{{ a }}")));
    RenderRequest request = new RenderRequest("t", "vi", Map.of(), CarrierTextSettings.DEFAULT);
    assertThat(((Rendered) template.renderVariant("vi", SIMPLE.audience(), request)).text())
        .isEqualTo("vi gọn");
    assertThat(template.renderVariant("en", Audience.EVERYBODY, request))
        .isInstanceOf(NotRendered.class);
    assertThatThrownBy(() -> template.renderVariant("km", Audience.EVERYBODY, request))
        .hasMessage("the template has no such variant");
    assertThat(template.version()).isEqualTo(7);
    assertThat(template.source().variants()).hasSize(3);
  }

  @Test
  void appliesTheLinkPolicy() {
    for (ValueLinkPolicy links : ValueLinkPolicy.values()) {
      TemplateSource source = HostileTemplatesTest.source("{{ a }} https://own.vn", links);
      RenderResult result =
          ((CompilationResult.Compiled) TemplateCompiler.compileUnchecked(source, 1))
              .template()
              .render(
                  new RenderRequest(
                      "t", "vi", Map.of("a", "http://x"), CarrierTextSettings.DEFAULT));
      switch (links) {
        case REFUSE ->
            assertThat(result)
                .isEqualTo(
                    new NotRendered(
                        TextError.LINK,
                        "a",
                        "remove the link; this template does not allow links"));
        case DEFUSE -> assertThat(((Rendered) result).text()).isEqualTo("http: //x https://own.vn");
        case ALLOW -> assertThat(((Rendered) result).text()).isEqualTo("http://x https://own.vn");
      }
    }
  }

  private static String text(
      List<VariantSource> variants, String locale, @Nullable String kind, @Nullable String area) {
    Map<String, @Nullable Object> recipient = new HashMap<>();
    recipient.put("kind", kind);
    recipient.put("livingArea", area);
    return text(variants, locale, Map.of("recipient", recipient));
  }

  private static String text(
      List<VariantSource> variants, String locale, Map<String, Object> data) {
    return ((Rendered) render(variants, locale, data)).text();
  }

  private static RenderResult render(
      List<VariantSource> variants, String locale, Map<String, Object> data) {
    return template(variants)
        .render(new RenderRequest("t", locale, data, CarrierTextSettings.DEFAULT));
  }

  private static CompiledTemplate template(List<VariantSource> variants) {
    TemplateSource source =
        new TemplateSource("t", "t", DiacriticsPolicy.KEEP, 2, ValueLinkPolicy.REFUSE, variants);
    return ((CompilationResult.Compiled) TemplateCompiler.compileUnchecked(source, 7)).template();
  }

  private static VariantSource variant(String locale, String text) {
    return new VariantSource(locale, Audience.EVERYBODY, null, null, text);
  }

  private static Audience audience(String kinds, String areas) {
    return new Audience(names(kinds), names(areas));
  }

  private static Set<String> names(String joined) {
    return joined.isEmpty() ? Set.of() : Set.of(joined.split(" "));
  }
}
