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
 * What a wording becomes.
 *
 * @param mistakes why it cannot be used; then there are no previews
 */
record TemplatePreviewDocument(List<Entry> mistakes, List<Line> previews, List<Remark> warnings) {
  /**
   * One variant with one sample on one route.
   *
   * @param route empty where none is known
   * @param text as it goes on the wire; null where there is none
   * @param stray why it is UCS-2; null where it is not
   * @param units septets, or UTF-16 units in UCS-2
   * @param cost in VND
   * @param swaps characters that go as others; left out where there are none
   * @param error why there is no text
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String locale,
      Audience audience,
      String sample,
      String route,
      @Nullable String text,
      @Nullable String encoding,
      @Nullable Stray stray,
      @Nullable Integer units,
      @Nullable Integer segments,
      @Nullable Integer cost,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Swapped> swaps,
      @Nullable Entry error) {}

  /**
   * The first character that GSM-7 lacks.
   *
   * @param index in UTF-16 units of the text, from 0
   */
  record Stray(int index, String character, String codePoint) {}

  /**
   * A character of the wording or of the values that goes as another.
   *
   * @param by what goes instead; empty where it is left out
   * @param times how often
   * @param why {@code typographic} or {@code unsupported-by-carrier}
   */
  record Swapped(String character, String codePoint, String by, long times, String why) {}

  /** Something an author should look at. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Remark(
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
        report.previews().stream().map(TemplatePreviewDocument::line).toList(),
        report.warnings().stream().map(TemplatePreviewDocument::remark).toList());
  }

  private static Line line(VariantPreview preview) {
    return switch (preview.outcome()) {
      case VariantPreview.Message shown ->
          new Line(
              preview.locale(),
              preview.audience(),
              word(preview.sample()),
              preview.route(),
              shown.text(),
              shown.encoding().name(),
              shown.ucs2Character() == null ? null : stray(shown.ucs2Character()),
              shown.units(),
              shown.segments(),
              shown.cost(),
              swapped(shown.substitutions()),
              null);
      case VariantPreview.Failed failed ->
          new Line(
              preview.locale(),
              preview.audience(),
              word(preview.sample()),
              preview.route(),
              null,
              null,
              null,
              null,
              null,
              null,
              List.of(),
              entry(failed.reason()));
    };
  }

  private static Entry entry(NotRendered reason) {
    String pointer = reason.field().isEmpty() ? "" : "/" + reason.field().replace('.', '/');
    return new Entry(pointer, reason.error().code(), reason.detail());
  }

  private static Stray stray(Ucs2Character stray) {
    return new Stray(
        stray.index(),
        Character.toString(stray.codePoint()),
        "U+%04X".formatted(stray.codePoint()));
  }

  /** Each sort once, in the order of its first place. */
  private static List<Swapped> swapped(List<Substitution> swaps) {
    return swaps.stream()
        .map(swap -> new Substitution(0, swap.codePoint(), swap.replacement(), swap.reason()))
        .collect(Collectors.groupingBy(swap -> swap, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(sort -> swapped(sort.getKey(), sort.getValue()))
        .toList();
  }

  private static Swapped swapped(Substitution swap, long times) {
    return new Swapped(
        Character.toString(swap.codePoint()),
        swap.name(),
        swap.replacement(),
        times,
        swap.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Remark remark(LintWarning warning) {
    SampleData.Kind sample = warning.sample();
    return new Remark(
        warning.code().code(),
        warning.locale(),
        warning.audience(),
        sample == null ? null : word(sample),
        warning.route(),
        warning.index(),
        warning.detail());
  }

  private static String word(SampleData.Kind sample) {
    return sample.name().toLowerCase(Locale.ROOT);
  }
}
