package dev.notifier.worker.templates;

import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSelector;
import dev.notifier.planning.templates.TemplateSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The templates for one batch of events: the snapshot at the start of the batch. Templates that it
 * lacks are looked up in a newer snapshot, which is fetched at most once. Used by one thread.
 */
public final class BatchTemplates implements TemplateSelector {
  private final TemplateProvider provider;
  private final TemplateSnapshot initial;
  private @Nullable TemplateSnapshot refreshed;

  public BatchTemplates(TemplateProvider provider) {
    this.provider = provider;
    this.initial = provider.current();
  }

  @Override
  public TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned)
      throws InterruptedException {
    TemplateLookup lookup = initial.lookUp(tenant, type, pinned);
    if (lookup instanceof TemplateLookup.Found) {
      return lookup;
    }
    TemplateSnapshot newer = refreshed;
    if (newer == null) {
      newer = provider.upToDate();
      refreshed = newer;
    }
    return newer.lookUp(tenant, type, pinned);
  }
}
