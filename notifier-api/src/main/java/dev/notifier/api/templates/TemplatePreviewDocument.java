package dev.notifier.api.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.language.diagnostic.CodePointName;
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
 * @param submitErrors why the template cannot be submitted
 */
record TemplatePreviewDocument(
    List<Entry> diagnostics,
    List<Entry> submitErrors,
    List<Preview> previews,
    List<Warning> warnings) {
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

  /**
   * A remark for the author.
   *
   * @param pointer to the text in the template; null if the index refers to the text of a sample
   * @param line of the position in that text, from 1; null if it is about the whole text
   * @param column from 1
   * @param characters the characters that the warning is about; omitted if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Warning(
      String code,
      String locale,
      Audience audience,
      @Nullable String sample,
      String route,
      int index,
      @Nullable String pointer,
      @Nullable Integer line,
      @Nullable Integer column,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NamedCharacter> characters) {}

  /**
   * A character of the text of a sample.
   *
   * @param index in UTF-16 units from the start of the text
   * @param name in Unicode
   */
  record NamedCharacter(int index, String character, String codePoint, String name) {}

  static TemplatePreviewDocument of(TemplateSource source, LintReport report) {
    return new TemplatePreviewDocument(
        TemplateDiagnostics.of(source, report.diagnostics(), ""),
        TemplateDiagnostics.of(source, report.notSendable(), ""),
        report.previews().stream().map(TemplatePreviewDocument::preview).toList(),
        warnings(source, report));
  }

  static List<Warning> warnings(TemplateSource source, LintReport report) {
    return report.warnings().stream().map(warning -> warning(source, warning)).toList();
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
              message.ucs2Characters().isEmpty()
                  ? null
                  : ucs2Reason(message.ucs2Characters().getFirst()),
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
        .map(each -> new Substitution(0, 0, each.codePoint(), each.replacement(), each.reason()))
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

  private static Warning warning(TemplateSource source, LintWarning warning) {
    SampleData.Kind sample = warning.sample();
    Entry place = sample == null ? TemplateDiagnostics.place(source, warning) : null;
    return new Warning(
        warning.code().code(),
        warning.locale(),
        warning.audience(),
        sample == null ? null : id(sample),
        warning.route(),
        warning.index(),
        place == null ? null : place.pointer(),
        place == null ? null : place.line(),
        place == null ? null : place.column(),
        warning.detail(),
        warning.characters().stream().map(TemplatePreviewDocument::named).toList());
  }

  private static NamedCharacter named(Ucs2Character character) {
    return new NamedCharacter(
        character.index(),
        character.character(),
        character.name(),
        CodePointName.of(character.codePoint()).replaceFirst("^U\\+[0-9A-F]+ ?", ""));
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
