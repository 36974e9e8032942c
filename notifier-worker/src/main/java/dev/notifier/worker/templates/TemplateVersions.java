package dev.notifier.worker.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current event types, template versions and published versions. Templates are compiled here,
 * on the thread that reads them, so planning never waits for the compiler. Used by one thread at a
 * time; snapshots are thread-safe.
 */
final class TemplateVersions {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateVersions.class);

  private final TemplateRecordCompiler compiler;
  private final Map<String, EventTypeRecord> types = new HashMap<>();
  private final Map<String, PublishedVersionRecord> published = new HashMap<>();

  /** By the key on the topic. */
  private final Map<String, TemplateRecord> versions = new HashMap<>();

  private final Map<String, Renderer> renderers = new HashMap<>();

  TemplateVersions(TemplateRecordCompiler compiler) {
    this.compiler = compiler;
  }

  /** Sets an event type, which names its template. */
  void putType(EventTypeRecord type) {
    types.put(type.name(), type);
  }

  void removeType(String name) {
    types.remove(name);
  }

  /** Adds a version of a template, and compiles it unless it is known. */
  void putVersion(TemplateRecord version) {
    if (version.equals(versions.put(version.key(), version))) {
      return;
    }
    compiler
        .compile(version)
        .ifPresentOrElse(
            renderer -> renderers.put(version.key(), renderer),
            () -> {
              renderers.remove(version.key());
              LOG.error("Template {} cannot be used; publish another version", version.key());
            });
  }

  void removeVersion(String key) {
    versions.remove(key);
    renderers.remove(key);
  }

  /** Sets the published version of a template. */
  void putPublished(PublishedVersionRecord version) {
    published.put(version.id(), version);
  }

  void removePublished(String id) {
    published.remove(id);
  }

  /** An immutable copy of the current state. */
  TemplateSnapshot snapshot() {
    return new Snapshot(Map.copyOf(types), Map.copyOf(published), Map.copyOf(renderers));
  }

  /** The number of usable template versions. */
  int usable() {
    return renderers.size();
  }

  private record Snapshot(
      Map<String, EventTypeRecord> types,
      Map<String, PublishedVersionRecord> published,
      Map<String, Renderer> renderers)
      implements TemplateSnapshot {
    @Override
    public TemplateLookup lookUp(String type, @Nullable Integer pinned) {
      EventTypeRecord known = types.get(type);
      if (known == null) {
        return new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "register the event type");
      }
      PublishedVersionRecord record = published.get(known.template());
      Integer current = record == null ? null : record.version();
      Integer version = pinned == null ? current : pinned;
      if (record == null || version == null) {
        return new TemplateLookup.Missing(
            FailureReason.NO_TEMPLATE, "publish a version of the template " + known.template());
      }
      Renderer renderer = renderers.get(known.template() + "/" + version);
      if (renderer != null) {
        return new TemplateLookup.Found(renderer, record);
      }
      return Objects.equals(version, current)
          ? new TemplateLookup.Missing(
              FailureReason.NO_TEMPLATE,
              "version " + version + " of the template cannot be used; publish another version")
          : new TemplateLookup.Missing(
              FailureReason.UNKNOWN_TEMPLATE_VERSION,
              "the template has no approved version " + version + "; pin another or none");
    }
  }
}
