package dev.notifier.planning.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;

/** A record of the topic {@link dev.notifier.contracts.Topics#TEMPLATES}. */
public sealed interface TemplateTopicRecord {
  /** Ascending per key. */
  long revision();

  /** A version, which never changes. */
  record Version(TemplateRecord template) implements TemplateTopicRecord {
    @Override
    public long revision() {
      return 1;
    }
  }

  /** The record of a published version. */
  record Published(PublishedVersionRecord published) implements TemplateTopicRecord {
    @Override
    public long revision() {
      return published.revision();
    }
  }
}
