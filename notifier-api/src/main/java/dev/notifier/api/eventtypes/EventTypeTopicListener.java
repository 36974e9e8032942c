package dev.notifier.api.eventtypes;

import dev.notifier.api.publication.PublishedVersions;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RecordJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns the kinds of events from their topic. Thread-safe. */
public final class EventTypeTopicListener {
  private final EventTypeRegistry types;
  private final PublishedVersions published = new PublishedVersions();

  EventTypeTopicListener(EventTypeRegistry types) {
    this.types = types;
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null when the key was deleted; types are never deleted, so it is published again
   * @throws RecordJson.UnreadableRecordException when it is none of ours
   */
  public void told(String name, byte @Nullable [] value) {
    if (value == null) {
      published.told(name, null);
      return;
    }
    EventTypeRecord type = RecordJson.read(value, EventTypeRecord.class);
    published.told(name, type.version());
    types.learn(List.of(type));
  }

  /** Takes that everything was told that stood on the topic. */
  public void toldAll() {
    if (!types.isKnown()) {
      types.complete();
    }
  }

  /** Whether the topic does not end with this version, or a newer one. */
  public boolean lacks(EventTypeRecord type) {
    return published.lacks(type.name(), type.version());
  }
}
