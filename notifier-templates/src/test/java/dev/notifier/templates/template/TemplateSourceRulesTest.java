package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.LanguageSamples;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSourceRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"BHXHVN", "8079", "84912345678", "A", "A-b_c.d e1"})
  void acceptsSenders(String sender) {
    assertThat(codes(variant("vi", sender, Audience.EVERYBODY))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "BHXHVIETNAM1", " BHXH", "BHXH ", "BẢOHIỂM", "BHXH#", "+8491", "a\nb", "-a"})
  void rejectsSenders(String sender) {
    assertThat(codes(variant("vi", sender, Audience.EVERYBODY)))
        .containsExactly(DiagnosticCode.BAD_SENDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VI", "v", "vietnam", "vi_VN", "vi-", "vi-a-b", "vi-VN-x1-x2-x3"})
  void rejectsLocales(String locale) {
    assertThat(codes(variant(locale, null, Audience.EVERYBODY)))
        .containsExactly(DiagnosticCode.BAD_LOCALE);
  }

  @Test
  void acceptsLocales() {
    for (String locale : List.of("vi", "rad", "en-GB", "zh-Hant-TW", "vi-VN-x1-x2")) {
      assertThat(codes(variant(locale, null, Audience.EVERYBODY))).isEmpty();
    }
  }

  @Test
  void checksTheAudience() {
    assertThat(codes(variant("vi", null, new Audience(Set.of("WORKER"), Set.of("K1"))))).isEmpty();
    assertThat(codes(variant("vi", null, new Audience(Set.of("a b"), Set.of()))))
        .containsExactly(DiagnosticCode.BAD_AUDIENCE);
    assertThat(codes(variant("vi", null, new Audience(Set.of(), Set.of("")))))
        .containsExactly(DiagnosticCode.BAD_AUDIENCE);
    assertThat(codes(variant("vi", null, new Audience(names(20), Set.of())))).isEmpty();
    assertThat(codes(variant("vi", null, new Audience(names(21), Set.of()))))
        .containsExactly(DiagnosticCode.BAD_AUDIENCE);
  }

  private static Set<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "K" + i).collect(Collectors.toSet());
  }

  @Test
  void checksTheTemplate() {
    VariantSource variant = variant("vi", null, Audience.EVERYBODY);
    assertThat(codes(source("a-b1", "a.b-c", 1, List.of(variant)))).isEmpty();
    assertThat(codes(source("a", "a", 10, List.of(variant)))).isEmpty();
    assertThat(codes(source("A", "", 0, List.of())))
        .containsExactly(
            DiagnosticCode.BAD_ID,
            DiagnosticCode.BAD_ID,
            DiagnosticCode.BAD_SEGMENTS,
            DiagnosticCode.NO_VARIANT);
    assertThat(codes(source("a--b", "a..b", 11, List.of(variant))))
        .containsExactly(DiagnosticCode.BAD_ID, DiagnosticCode.BAD_ID, DiagnosticCode.BAD_SEGMENTS);
    assertThat(codes(source("a".repeat(64), "a".repeat(100), 1, List.of(variant)))).isEmpty();
    assertThat(codes(source("a".repeat(65), "a".repeat(101), 1, List.of(variant))))
        .containsExactly(DiagnosticCode.BAD_ID, DiagnosticCode.BAD_ID);
    assertThat(codes(source("a", "a", 1, Collections.nCopies(51, variant))))
        .containsExactly(DiagnosticCode.TOO_LARGE);
    assertThat(codes(source("a", "a", 1, Collections.nCopies(3, variant))))
        .containsExactly(DiagnosticCode.DUPLICATE_VARIANT, DiagnosticCode.DUPLICATE_VARIANT);
  }

  @Test
  void reportsTheVariantOfEachDiagnostic() {
    Audience workers = new Audience(Set.of("WORKER"), Set.of());
    VariantSource bad = new VariantSource("en", workers, null, null, "\n{{ x }}{{ y | z }}");
    CompilationResult result =
        TemplateCompiler.compile(
            source("a", "a", 1, List.of(variant("vi", null, Audience.EVERYBODY), bad)),
            1,
            LanguageSamples.type());
    List<VariantDiagnostic> diagnostics = ((CompilationResult.Invalid) result).diagnostics();
    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().locale()).isEqualTo("en");
    assertThat(diagnostics.getFirst().audience()).isEqualTo(workers);
    assertThat(diagnostics.getFirst().diagnostic().code()).isEqualTo(DiagnosticCode.UNKNOWN_FILTER);
    assertThat(diagnostics.getFirst().diagnostic().line()).isEqualTo(2);
    assertThat(diagnostics.getFirst().diagnostic().column()).isEqualTo(15);
  }

  private static List<DiagnosticCode> codes(VariantSource variant) {
    return codes(source("a", "a", 1, List.of(variant)));
  }

  private static List<DiagnosticCode> codes(TemplateSource source) {
    return TemplateCompiler.compileUnchecked(source, 1) instanceof CompilationResult.Invalid invalid
        ? invalid.diagnostics().stream().map(each -> each.diagnostic().code()).toList()
        : List.of();
  }

  private static VariantSource variant(String locale, @Nullable String sender, Audience audience) {
    return new VariantSource(locale, audience, sender, null, "x");
  }

  private static TemplateSource source(
      String id, String eventType, int maxSegments, List<VariantSource> variants) {
    return new TemplateSource(
        id, eventType, DiacriticsPolicy.KEEP, maxSegments, ValueLinkPolicy.REFUSE, variants);
  }
}
