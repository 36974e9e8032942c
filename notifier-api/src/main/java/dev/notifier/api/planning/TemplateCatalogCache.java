package dev.notifier.api.planning;

import dev.notifier.kafka.table.TableListener;
import dev.notifier.planning.templates.PublishedTemplateCompiler;
import dev.notifier.planning.templates.TemplateCatalog;
import dev.notifier.planning.templates.TemplateTopicRecord;
import dev.notifier.planning.templates.TemplateVersions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates on Kafka, compiled as in the workers. Thread-safe; {@link #current} does not block.
 */
public final class TemplateCatalogCache implements TableListener<TemplateTopicRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateCatalogCache.class);

  /** Used by the table's thread only. */
  private final TemplateVersions versions =
      new TemplateVersions(
          new PublishedTemplateCompiler(),
          key -> LOG.warn("Intake cannot check events of the template {}", key));

  private boolean changed;

  private volatile @Nullable TemplateCatalog current;

  /** Returns null until everything published was read once. */
  @Nullable TemplateCatalog current() {
    return current;
  }

  @Override
  public void changed(String key, @Nullable TemplateTopicRecord record) {
    if (record == null) {
      versions.remove(key);
    } else {
      versions.put(record);
    }
    changed = true;
  }

  /** A version and its publication are separate records, so a part of them is never used. */
  @Override
  public void completed() {
    if (changed || current == null) {
      changed = false;
      TemplateCatalog catalog = versions.catalog();
      current = catalog.isEmpty() ? null : catalog;
    }
  }
}
