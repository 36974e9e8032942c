package dev.notifier.planning.templates;

import dev.notifier.contracts.TemplateRecord;
import dev.notifier.templates.Renderer;
import java.util.Optional;

/** Compiles published templates. */
@FunctionalInterface
public interface TemplateRecordCompiler {
  /** Returns nothing if the template does not compile, although the API has validated it. */
  Optional<Renderer> compile(TemplateRecord template);
}
