package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedRecord;
import dev.notifier.contracts.TemplateRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of templates is to end with for a key.
 *
 * @param revision what is known by it, growing; a version of a template has one revision
 * @param form the record; null = none, because it is not used any more
 */
public record TopicEntry(String key, long revision, @Nullable Object form) {
  static TopicEntry of(TemplateRecord version) {
    return new TopicEntry(version.key(), 1, version);
  }

  static TopicEntry of(PublishedRecord published) {
    return new TopicEntry(published.key(), published.revision(), published);
  }

  static TopicEntry gone(String key) {
    return new TopicEntry(key, 0, null);
  }
}
