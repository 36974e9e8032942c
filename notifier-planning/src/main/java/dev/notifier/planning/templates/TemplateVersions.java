package dev.notifier.planning.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
  private final Map<TemplateName, KnownTemplate> templates = new HashMap<>();

  /** By the key on the topic. */
  private final Map<String, TemplateRecord> versions = new HashMap<>();

  private int usable;

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
      removePublished(PublishedVersionRecord.fullNameOf(key));
    } else {
      removeVersion(key);
    }
  }

  /** Adds a version of a template, and compiles it unless it is known. */
  public void putVersion(TemplateRecord version) {
    if (version.equals(versions.put(version.key(), version))) {
      return;
    }
    Renderer renderer = compiler.compile(version).orElse(null);
    change(version.name(), known -> known.with(version.version(), renderer));
    if (renderer == null) {
      unusable.accept(version.key());
    }
  }

  public void removeVersion(String key) {
    TemplateRecord version = versions.remove(key);
    if (version != null) {
      change(version.name(), known -> known.with(version.version(), null));
    }
  }

  /** Sets the published version of a template. */
  public void putPublished(PublishedVersionRecord version) {
    change(version.name(), known -> known.withPublished(version));
  }

  /**
   * Removes the published version of a template.
   *
   * @param fullName of the template
   */
  public void removePublished(String fullName) {
    change(TemplateName.of(fullName), known -> known.withPublished(null));
  }

  private void change(TemplateName name, UnaryOperator<KnownTemplate> change) {
    KnownTemplate before = templates.getOrDefault(name, KnownTemplate.NOTHING);
    KnownTemplate after = change.apply(before);
    usable += after.renderers().size() - before.renderers().size();
    if (after.isNothing()) {
      templates.remove(name);
    } else {
      templates.put(name, after);
    }
  }

  /** An immutable copy of the current state. */
  public TemplateSnapshot snapshot() {
    return new Snapshot(Map.copyOf(types), catalog());
  }

  /** An immutable copy of the current state without the event types. */
  public TemplateCatalog catalog() {
    return TemplateCatalog.of(templates);
  }

  /** The number of usable template versions. */
  public int usable() {
    return usable;
  }

  private record Snapshot(Map<String, EventTypeRecord> types, TemplateCatalog catalog)
      implements TemplateSnapshot {
    @Override
    public TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned) {
      EventTypeRecord known = types.get(type);
      return known == null
          ? new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "register the event type")
          : catalog.lookUp(tenant, known.template(), pinned);
    }
  }
}
