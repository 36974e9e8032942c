package dev.notifier.templates.lint;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.lint.Preview.Failed;
import dev.notifier.templates.lint.Preview.Outcome;
import dev.notifier.templates.lint.Preview.Shown;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.StrayCharacter;
import dev.notifier.templates.wording.TemplateSource;
import dev.notifier.templates.wording.VariantSource;
import dev.notifier.templates.wording.Wording;
import dev.notifier.templates.wording.WordingCompilation;
import dev.notifier.templates.wording.Wordings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a template becomes on the wire and what it costs, and warns of what an author cannot
 * see. Pure and thread-safe.
 */
public final class Lint {
  private static final int UNSAVED = 1;
  private static final RouteText ANY = new RouteText("", CarrierText.USUAL, 0);

  private final TemplateSource source;
  private final LintContext context;
  private final List<Preview> previews = new ArrayList<>();
  private final Set<Warning> warnings = new LinkedHashSet<>();

  private Lint(TemplateSource source, LintContext context) {
    this.source = source;
    this.context = context;
  }

  /**
   * Looks at a template.
   *
   * @param data what an event of its type may hold
   */
  public static LintReport check(
      TemplateSource source, Field data, Samples samples, LintContext context) {
    Lint lint = new Lint(source, context);
    for (VariantSource variant : source.variants()) {
      lint.warnings.addAll(OwnText.warnings(variant, context));
    }
    return switch (Wordings.compile(source, UNSAVED, data)) {
      case WordingCompilation.Refused refused ->
          new LintReport(refused.mistakes(), List.of(), List.copyOf(lint.warnings));
      case WordingCompilation.Compiled compiled -> {
        lint.preview(compiled.wording(), samples);
        yield new LintReport(List.of(), lint.previews, List.copyOf(lint.warnings));
      }
    };
  }

  private void preview(Wording wording, Samples samples) {
    List<RouteText> routes = context.routes().isEmpty() ? List.of(ANY) : context.routes();
    for (VariantSource variant : source.variants()) {
      for (Samples.Kind sample : Samples.Kind.values()) {
        for (RouteText route : routes) {
          preview(wording, variant, samples, sample, route);
        }
      }
    }
  }

  private void preview(
      Wording wording,
      VariantSource variant,
      Samples samples,
      Samples.Kind sample,
      RouteText route) {
    RenderRequest request =
        new RenderRequest(
            source.eventType(), variant.locale(), samples.of(sample), route.carrier());
    RenderResult result = wording.renderOnly(variant.locale(), variant.audience(), request);
    Outcome outcome =
        switch (result) {
          case Rendered rendered -> shown(rendered, route);
          case NotRendered reason -> new Failed(reason);
        };
    Preview preview =
        new Preview(variant.locale(), variant.audience(), sample, route.name(), outcome);
    previews.add(preview);
    warnings.addAll(WireWarnings.of(preview, result, route.carrier(), context));
  }

  private static Shown shown(Rendered rendered, RouteText route) {
    // For message_payload there is one part here, and the centre counts what it cuts.
    int segments =
        new Segmenter(Segmenter.DEFAULT_MAX_SEGMENTS, route.carrier().profile())
            .segmentsOnAir(rendered.text());
    return new Shown(
        rendered.text(),
        rendered.segments().encoding(),
        stray(rendered, route.carrier()),
        rendered.segments().units(),
        segments,
        route.pricePerSegment() * segments,
        rendered.swaps());
  }

  /** The first character that the carrier's alphabet lacks. */
  private static @Nullable StrayCharacter stray(Rendered rendered, CarrierText carrier) {
    if (rendered.segments().encoding() != Encoding.UCS2) {
      return null;
    }
    String text = rendered.text();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!carrier.profile().alphabet().holds(Character.toString(c))) {
        return new StrayCharacter(i, c);
      }
    }
    return null;
  }
}
