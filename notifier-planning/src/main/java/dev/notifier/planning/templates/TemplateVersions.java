package dev.notifier.planning.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The current event types, template versions and published versions. Templates are compiled here,
 * on the thread that reads them, so planning never waits for the compiler. Used by one thread at a
 * time; snapshots are thread-safe.
 */
public final class TemplateVersions {
  private final TemplateRecordCompiler compiler;
  private final Consumer<String> unusable;
  private final Map<String, EventTypeRecord> types = new HashMap<>();
  private final Map<String, PublishedVersionRecord> published = new HashMap<>();

  /** By the key on the topic. */
  private final Map<String, TemplateRecord> versions = new HashMap<>();

  private final Map<String, Renderer> renderers = new HashMap<>();

  /**
   * @param unusable receives the key of each version that does not compile
   */
  public TemplateVersions(TemplateRecordCompiler compiler, Consumer<String> unusable) {
    this.compiler = compiler;
    this.unusable = unusable;
  }

  /** Sets an event type, which names its template. */
  public void putType(EventTypeRecord type) {
    types.put(type.name(), type);
  }

  public void removeType(String name) {
    types.remove(name);
  }

  /** Applies a record of the topic of templates. */
  public void put(TemplateTopicRecord record) {
    switch (record) {
      case TemplateTopicRecord.Version version -> putVersion(version.template());
      case TemplateTopicRecord.Published current -> putPublished(current.published());
    }
  }

  /** Applies the deletion of a key of the topic of templates. */
  public void remove(String key) {
    if (PublishedVersionRecord.isKey(key)) {
      removePublished(PublishedVersionRecord.idOf(key));
    } else {
      removeVersion(key);
    }
  }

  /** Adds a version of a template, and compiles it unless it is known. */
  public void putVersion(TemplateRecord version) {
    if (version.equals(versions.put(version.key(), version))) {
      return;
    }
    compiler
        .compile(version)
        .ifPresentOrElse(
            renderer -> renderers.put(version.key(), renderer),
            () -> {
              renderers.remove(version.key());
              unusable.accept(version.key());
            });
  }

  public void removeVersion(String key) {
    versions.remove(key);
    renderers.remove(key);
  }

  /** Sets the published version of a template. */
  public void putPublished(PublishedVersionRecord version) {
    published.put(version.id(), version);
  }

  public void removePublished(String id) {
    published.remove(id);
  }

  /** An immutable copy of the current state. */
  public TemplateSnapshot snapshot() {
    return new Snapshot(Map.copyOf(types), catalog());
  }

  /** An immutable copy of the current state without the event types. */
  public TemplateCatalog catalog() {
    return new TemplateCatalog(published, renderers);
  }

  /** The number of usable template versions. */
  public int usable() {
    return renderers.size();
  }

  private record Snapshot(Map<String, EventTypeRecord> types, TemplateCatalog catalog)
      implements TemplateSnapshot {
    @Override
    public TemplateLookup lookUp(String type, @Nullable Integer pinned) {
      EventTypeRecord known = types.get(type);
      return known == null
          ? new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "register the event type")
          : catalog.lookUp(known.template(), pinned);
    }
  }
}
