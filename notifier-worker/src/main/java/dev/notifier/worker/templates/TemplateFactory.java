package dev.notifier.worker.templates;

import dev.notifier.contracts.TemplateRecord;
import dev.notifier.templates.Renderer;
import java.util.Optional;

/** Makes something that can be rendered of what is published. */
@FunctionalInterface
public interface TemplateFactory {
  /** Empty when it does not compile: the API published what it should not have. */
  Optional<Renderer> compile(TemplateRecord template);
}
