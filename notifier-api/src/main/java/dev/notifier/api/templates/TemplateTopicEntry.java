package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of templates is to end with for a key.
 *
 * @param revision what is known by it, growing; a version of a template has one revision
 * @param form the record; null = none, because it is not used any more
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
