package dev.notifier.templates.lint;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.language.schema.ReplyFields;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.lint.VariantPreview.Failed;
import dev.notifier.templates.lint.VariantPreview.Message;
import dev.notifier.templates.lint.VariantPreview.Outcome;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.CompiledTemplate;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Previews a template as it is sent and what it costs, and warns of problems that authors cannot
 * see. Pure and thread-safe.
 */
public final class TemplateLint {
  private static final int UNSAVED = 1;
  private static final RouteTextSettings ANY_ROUTE =
      new RouteTextSettings("", CarrierTextSettings.DEFAULT, 0);

  private final TemplateSource source;
  private final LintContext context;
  private final List<VariantPreview> previews = new ArrayList<>();
  private final Set<LintWarning> warnings = new LinkedHashSet<>();

  private TemplateLint(TemplateSource source, LintContext context) {
    this.source = source;
    this.context = context;
  }

  /**
   * Checks a template.
   *
   * @param data the schema of the event type's data
   */
  public static LintReport check(
      TemplateSource source, SchemaField data, SampleData samples, LintContext context) {
    TemplateLint lint = new TemplateLint(source, context);
    for (VariantSource variant : source.variants()) {
      lint.warnings.addAll(StaticTextChecks.warnings(variant, ReplyFields.addTo(data), context));
    }
    return switch (TemplateCompiler.compile(source, UNSAVED, data)) {
      case CompilationResult.Invalid invalid ->
          new LintReport(invalid.diagnostics(), List.of(), List.of(), List.copyOf(lint.warnings));
      case CompilationResult.Compiled compiled -> {
        lint.preview(compiled.template(), samples);
        yield new LintReport(
            List.of(),
            SendabilityChecks.errors(source, lint.previews),
            lint.previews,
            List.copyOf(lint.warnings));
      }
    };
  }

  private void preview(CompiledTemplate template, SampleData samples) {
    List<RouteTextSettings> routes =
        context.routes().isEmpty() ? List.of(ANY_ROUTE) : context.routes();
    for (VariantSource variant : source.variants()) {
      samples
          .samples()
          .forEach((kind, data) ->
              routes.forEach(route -> preview(template, variant, new Sample(kind, data), route)));
    }
  }

  private record Sample(SampleData.Kind kind, Map<String, ? extends @Nullable Object> data) {}

  private void preview(
      CompiledTemplate template, VariantSource variant, Sample sample, RouteTextSettings route) {
    RenderRequest request =
        new RenderRequest(
            source.eventType(), variant.locale(), sample.data(), route.carrier(), route.replies());
    RenderResult result = template.renderVariant(variant.locale(), variant.audience(), request);
    Outcome outcome =
        switch (result) {
          case Rendered rendered -> message(rendered, route);
          case NotRendered reason -> new Failed(reason);
        };
    VariantPreview preview =
        new VariantPreview(
            variant.locale(), variant.audience(), sample.kind(), route.name(), outcome);
    previews.add(preview);
    warnings.addAll(WireTextChecks.of(preview, result, route.carrier(), context));
  }

  private static Message message(Rendered rendered, RouteTextSettings route) {
    // A text for message_payload is one segment here, but the SMSC counts the segments that it
    // creates.
    int segments =
        new Segmenter(Segmenter.DEFAULT_MAX_SEGMENTS, route.carrier().profile())
            .segmentCount(rendered.text());
    return new Message(
        rendered.text(),
        rendered.segmentedText().encoding(),
        Ucs2Characters.of(rendered, route.carrier().profile().alphabet()),
        rendered.segmentedText().units(),
        segments,
        route.pricePerSegment() * segments,
        rendered.substitutions());
  }
}
