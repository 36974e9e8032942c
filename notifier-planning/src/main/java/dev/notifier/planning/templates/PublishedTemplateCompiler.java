package dev.notifier.planning.templates;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Compiles templates that the API has already validated against their event type. Thread-safe. */
public final class PublishedTemplateCompiler implements TemplateRecordCompiler {
  @Override
  public Optional<Renderer> compile(TemplateRecord template) {
    // JSON is valid YAML, and the only template reader reads YAML.
    String file = new String(RecordJson.write(template.source()), StandardCharsets.UTF_8);
    return switch (TemplateFiles.read(file)) {
      case TemplateReadResult.Invalid _ -> Optional.empty();
      case TemplateReadResult.Read read ->
          switch (TemplateCompiler.compileUnchecked(read.source(), template.version())) {
            case CompilationResult.Compiled compiled -> Optional.of(compiled.template());
            case CompilationResult.Invalid _ -> Optional.empty();
          };
    };
  }
}
