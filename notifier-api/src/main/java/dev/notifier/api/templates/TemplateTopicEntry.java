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
public record TemplateTopicEntry(String key, long revision, @Nullable Object form) {
  static TemplateTopicEntry of(TemplateRecord version) {
    return new TemplateTopicEntry(version.key(), 1, version);
  }

  static TemplateTopicEntry of(PublishedVersionRecord published) {
    return new TemplateTopicEntry(published.key(), published.revision(), published);
  }

  static TemplateTopicEntry gone(String key) {
    return new TemplateTopicEntry(key, 0, null);
  }
}
