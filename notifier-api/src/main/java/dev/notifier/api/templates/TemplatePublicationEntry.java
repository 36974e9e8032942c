package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.templates.TemplateTopicRecord;
import org.jspecify.annotations.Nullable;

/**
 * The last record that the topic of templates must have for a key.
 *
 * @param record null = the key must be deleted
 */
public record TemplatePublicationEntry(String key, @Nullable TemplateTopicRecord record) {
  static TemplatePublicationEntry of(TemplateRecord version) {
    return new TemplatePublicationEntry(version.key(), new TemplateTopicRecord.Version(version));
  }

  static TemplatePublicationEntry of(PublishedVersionRecord published) {
    return new TemplatePublicationEntry(
        published.key(), new TemplateTopicRecord.Published(published));
  }

  static TemplatePublicationEntry gone(String key) {
    return new TemplatePublicationEntry(key, null);
  }

  /** The full name of the template: a version must be on the topic before it is published. */
  public Object template() {
    return key.substring(0, key.lastIndexOf('/'));
  }

  /** The value on the topic; null deletes the key. */
  public @Nullable Object value() {
    return switch (record) {
      case null -> null;
      case TemplateTopicRecord.Version version -> version.template();
      case TemplateTopicRecord.Published current -> current.published();
    };
  }
}
