package dev.notifier.api.templates;

import dev.notifier.store.templates.TemplateStore;

/** Stores the shipped templates as the first start of an application does. */
public final class SeededTemplates {
  private SeededTemplates() {}

  /** Stores them, without publishing them to Kafka. */
  public static void into(TemplateStore store) {
    new TemplateSeeder(store, () -> {}).seed();
  }
}
