package dev.notifier.worker.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSnapshot;
import dev.notifier.templates.Renderer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was told of types and templates, in any order and as often as one likes: the newer stays.
 * What is needed to plan is compiled here, by who tells, so that plan never waits for it. For one
 * thread at a time; the snapshots are for all.
 */
final class TemplateVersions {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateVersions.class);

  private final TemplateFactory compiler;
  private final Map<String, EventTypeRecord> types = new HashMap<>();
  private final Map<String, PublishedVersionRecord> published = new HashMap<>();

  /** By the key on the topic. */
  private final Map<String, TemplateRecord> versions = new HashMap<>();

  private final Map<String, Renderer> wordings = new HashMap<>();

  TemplateVersions(TemplateFactory compiler) {
    this.compiler = compiler;
  }

  /** A type as it is in force: it says which template words it. */
  void type(EventTypeRecord type) {
    types.merge(
        type.name(), type, (known, told) -> known.version() > told.version() ? known : told);
  }

  void noType(String name) {
    types.remove(name);
  }

  /** A version of a template, which never changes. */
  void version(TemplateRecord version) {
    if (version.equals(versions.put(version.key(), version))) {
      return;
    }
    compiler
        .compile(version)
        .ifPresentOrElse(
            wording -> wordings.put(version.key(), wording),
            () -> {
              wordings.remove(version.key());
              LOG.error("Template {} cannot be used; publish another version of it", version.key());
            });
  }

  void noVersion(String key) {
    versions.remove(key);
    wordings.remove(key);
  }

  /** Which version is in force. */
  void published(PublishedVersionRecord record) {
    published.merge(
        record.id(), record, (known, told) -> known.revision() > told.revision() ? known : told);
  }

  void notPublished(String id) {
    published.remove(id);
  }

  /** As it is now. */
  TemplateSnapshot snapshot() {
    return new Photo(Map.copyOf(types), Map.copyOf(published), Map.copyOf(wordings));
  }

  /** How many versions can be used. */
  int usable() {
    return wordings.size();
  }

  private record Photo(
      Map<String, EventTypeRecord> types,
      Map<String, PublishedVersionRecord> published,
      Map<String, Renderer> wordings)
      implements TemplateSnapshot {
    @Override
    public TemplateLookup choose(String type, @Nullable Integer pinned) {
      EventTypeRecord known = types.get(type);
      if (known == null) {
        return new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "register the event type");
      }
      PublishedVersionRecord record = published.get(known.template());
      Integer inForce = record == null ? null : record.version();
      Integer version = pinned == null ? inForce : pinned;
      if (record == null || version == null) {
        return new TemplateLookup.Missing(
            FailureReason.NO_TEMPLATE, "publish a version of the template " + known.template());
      }
      Renderer wording = wordings.get(known.template() + "/" + version);
      if (wording != null) {
        return new TemplateLookup.Found(wording, record);
      }
      return Objects.equals(version, inForce)
          ? new TemplateLookup.Missing(
              FailureReason.NO_TEMPLATE,
              "version " + version + " of the template cannot be used; publish another")
          : new TemplateLookup.Missing(
              FailureReason.UNKNOWN_TEMPLATE_VERSION,
              "the template has no approved version " + version + "; pin another or none");
    }
  }
}
