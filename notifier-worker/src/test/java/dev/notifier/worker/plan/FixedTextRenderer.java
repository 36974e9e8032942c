package dev.notifier.worker.plan;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.TooManySegments;
import java.util.List;

/** Creates renderers that return the same text for each event, segmented for the route. */
final class FixedTextRenderer {
  private FixedTextRenderer() {}

  static Renderer of(String text) {
    return request -> {
      int max = Segmenter.DEFAULT_MAX_SEGMENTS;
      return switch (new Segmenter(max, request.carrier().profile()).segment(text)) {
        case SegmentedText segments ->
            new Rendered(
                text,
                new TemplateIdentity("test", 1, "vi"),
                DiacriticsPolicy.KEEP,
                segments,
                null,
                List.of());
        case TooManySegments tooMany ->
            new NotRendered(
                TextError.TOO_MANY_SEGMENTS,
                "",
                tooMany.neededSegments() + " segments, at most " + max + " are allowed");
      };
    };
  }
}
