package dev.notifier.worker.wording;

import dev.notifier.contracts.Forms;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.wording.TemplateFiles;
import dev.notifier.templates.wording.TemplateReading;
import dev.notifier.templates.wording.WordingCompilation;
import dev.notifier.templates.wording.Wordings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Compiles what the API has checked against the event type. Thread-safe. */
public final class LanguageCompiler implements WordingCompiler {
  @Override
  public Optional<Renderer> compile(TemplateRecord template) {
    // JSON is YAML, and there is one reader of templates.
    String file = new String(Forms.write(template.source()), StandardCharsets.UTF_8);
    return switch (TemplateFiles.read(file)) {
      case TemplateReading.Refused _ -> Optional.empty();
      case TemplateReading.Read read ->
          switch (Wordings.compileUnchecked(read.source(), template.version())) {
            case WordingCompilation.Compiled compiled -> Optional.of(compiled.wording());
            case WordingCompilation.Refused _ -> Optional.empty();
          };
    };
  }
}
