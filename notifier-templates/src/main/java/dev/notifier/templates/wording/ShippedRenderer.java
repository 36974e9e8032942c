package dev.notifier.templates.wording;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders with the shipped templates, each for its own event type. Thread-safe. */
public final class ShippedRenderer implements Renderer {
  private final Map<String, Wording> byType;

  public ShippedRenderer() {
    byType =
        ShippedWordings.all().stream()
            .collect(Collectors.toMap(TemplateSource::eventType, ShippedRenderer::compiled));
  }

  private static Wording compiled(TemplateSource source) {
    return switch (Wordings.compileUnchecked(source, ShippedWordings.VERSION)) {
      case WordingCompilation.Compiled ok -> ok.wording();
      case WordingCompilation.Refused refused ->
          throw new IllegalStateException(
              "shipped template " + source.id() + " does not compile: " + refused.mistakes());
    };
  }

  @Override
  public RenderResult render(RenderRequest request) {
    Wording wording = byType.get(request.type());
    return wording == null
        ? new NotRendered(
            TextError.NO_TEMPLATE,
            "",
            "publish a template for this event type, or correct the type")
        : wording.render(request);
  }
}
