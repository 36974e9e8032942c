package dev.notifier.templates.template;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders with the shipped templates, one for each event type. Thread-safe. */
public final class ShippedRenderer implements Renderer {
  private final Map<String, CompiledTemplate> byType;

  public ShippedRenderer() {
    byType =
        ShippedTemplates.all().stream()
            .collect(Collectors.toMap(TemplateSource::eventType, ShippedRenderer::compiled));
  }

  private static CompiledTemplate compiled(TemplateSource source) {
    return switch (TemplateCompiler.compileUnchecked(source, ShippedTemplates.VERSION)) {
      case CompilationResult.Compiled ok -> ok.template();
      case CompilationResult.Invalid invalid ->
          throw new IllegalStateException(
              "shipped template " + source.id() + " does not compile: " + invalid.diagnostics());
    };
  }

  @Override
  public RenderResult render(RenderRequest request) {
    CompiledTemplate template = byType.get(request.type());
    return template == null
        ? new NotRendered(
            TextError.NO_TEMPLATE,
            "",
            "publish a template for this event type, or correct the type")
        : template.render(request);
  }
}
