package dev.notifier.worker.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.templates.Renderer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One template for all event types and versions; no carrier has approved it. */
public record SingleTemplate(Renderer renderer) implements TemplateProvider, TemplateSnapshot {
  private static final PublishedVersionRecord PUBLISHED =
      new PublishedVersionRecord(
          PublishedVersionRecord.VERSION, "card-expiring", 1, Instant.EPOCH, 1, Map.of());

  @Override
  public TemplateSnapshot current() {
    return this;
  }

  @Override
  public TemplateSnapshot upToDate() {
    return this;
  }

  @Override
  public TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned) {
    return new TemplateLookup.Found(renderer, PUBLISHED);
  }
}
