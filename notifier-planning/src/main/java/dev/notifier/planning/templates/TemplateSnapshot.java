package dev.notifier.planning.templates;

import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSelector;
import org.jspecify.annotations.Nullable;

/** The published templates at one point in time; never waits. Thread-safe. */
@FunctionalInterface
public interface TemplateSnapshot extends TemplateSelector {
  @Override
  TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned);
}
