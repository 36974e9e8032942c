package dev.notifier.api.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.LintWarning;
import dev.notifier.templates.lint.SampleData;
import dev.notifier.templates.lint.VariantPreview;
import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.TemplateSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The preview of a template.
 *
 * @param diagnostics why the template cannot be used; if there are any, there are no previews
 */
record TemplatePreviewDocument(
    List<Entry> diagnostics, List<Preview> previews, List<Warning> warnings) {
  /**
   * One variant with one sample on one route. It has either a text or an error.
   *
   * @param route empty if no route is known
   * @param text the text that is sent
   * @param firstUcs2Character why the encoding is UCS-2; null for other encodings
   * @param units septets, or UTF-16 units in UCS-2
   * @param cost in VND
   * @param substitutions characters that are replaced; omitted if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Preview(
      String locale,
      Audience audience,
      String sample,
      String route,
      @Nullable String text,
      @Nullable String encoding,
      @Nullable Ucs2Reason firstUcs2Character,
      @Nullable Integer units,
      @Nullable Integer segments,
      @Nullable Integer cost,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReplacedCharacter> substitutions,
      @Nullable Entry error) {}

  /**
   * The first character that the route's default alphabet lacks.
   *
   * @param index in UTF-16 units from the start of the text
   */
  record Ucs2Reason(int index, String character, String codePoint) {}

  /**
   * A character of the template or of the values that is replaced.
   *
   * @param replacement empty if the character is removed
   * @param count how often
   * @param reason {@code typographic} or {@code unsupported-by-carrier}
   */
  record ReplacedCharacter(
      String character, String codePoint, String replacement, long count, String reason) {}

  /** A remark for the author. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Warning(
      String code,
      String locale,
      Audience audience,
      @Nullable String sample,
      String route,
      int index,
      String detail) {}

  static TemplatePreviewDocument of(TemplateSource source, LintReport report) {
    return new TemplatePreviewDocument(
        TemplateDiagnostics.of(source, report.diagnostics(), ""),
        report.previews().stream().map(TemplatePreviewDocument::preview).toList(),
        report.warnings().stream().map(TemplatePreviewDocument::warning).toList());
  }

  private static Preview preview(VariantPreview preview) {
    return switch (preview.outcome()) {
      case VariantPreview.Message message ->
          new Preview(
              preview.locale(),
              preview.audience(),
              id(preview.sample()),
              preview.route(),
              message.text(),
              message.encoding().name(),
              message.ucs2Character() == null ? null : ucs2Reason(message.ucs2Character()),
              message.units(),
              message.segments(),
              message.cost(),
              replacedCharacters(message.substitutions()),
              null);
      case VariantPreview.Failed failed ->
          new Preview(
              preview.locale(),
              preview.audience(),
              id(preview.sample()),
              preview.route(),
              null,
              null,
              null,
              null,
              null,
              null,
              List.of(),
              error(failed.reason()));
    };
  }

  private static Entry error(NotRendered reason) {
    String pointer = reason.field().isEmpty() ? "" : "/" + reason.field().replace('.', '/');
    return new Entry(pointer, reason.error().code(), reason.detail());
  }

  private static Ucs2Reason ucs2Reason(Ucs2Character character) {
    return new Ucs2Reason(
        character.index(),
        Character.toString(character.codePoint()),
        "U+%04X".formatted(character.codePoint()));
  }

  /** Counts equal substitutions, in the order of their first position. */
  private static List<ReplacedCharacter> replacedCharacters(List<Substitution> substitutions) {
    return substitutions.stream()
        .map(each -> new Substitution(0, each.codePoint(), each.replacement(), each.reason()))
        .collect(Collectors.groupingBy(each -> each, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> replacedCharacter(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static ReplacedCharacter replacedCharacter(Substitution substitution, long count) {
    return new ReplacedCharacter(
        Character.toString(substitution.codePoint()),
        substitution.name(),
        substitution.replacement(),
        count,
        id(substitution.reason()));
  }

  private static Warning warning(LintWarning warning) {
    SampleData.Kind sample = warning.sample();
    return new Warning(
        warning.code().code(),
        warning.locale(),
        warning.audience(),
        sample == null ? null : id(sample),
        warning.route(),
        warning.index(),
        warning.detail());
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
