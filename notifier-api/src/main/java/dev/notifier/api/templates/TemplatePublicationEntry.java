package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import org.jspecify.annotations.Nullable;

/**
 * The last record that the topic of templates must have for a key.
 *
 * @param revision ascending; a version of a template has only one
 * @param form the record; null = the key must be deleted
 */
public record TemplatePublicationEntry(String key, long revision, @Nullable Object form) {
  static TemplatePublicationEntry of(TemplateRecord version) {
    return new TemplatePublicationEntry(version.key(), 1, version);
  }

  static TemplatePublicationEntry of(PublishedVersionRecord published) {
    return new TemplatePublicationEntry(published.key(), published.revision(), published);
  }

  static TemplatePublicationEntry gone(String key) {
    return new TemplatePublicationEntry(key, 0, null);
  }
}
