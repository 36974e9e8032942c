package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of templates ends with, as far as it was read, and what it is to end with.
 * Thread-safe.
 */
public final class TemplateTopicTable {
  private final TemplateQueries reads;
  private final Map<String, Long> revisions = new ConcurrentHashMap<>();

  TemplateTopicTable(TemplateQueries reads) {
    this.reads = reads;
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null when the key was deleted
   * @throws RecordJson.UnreadableRecordException when it is none of ours
   */
  public void told(String key, byte @Nullable [] value) {
    if (value == null) {
      revisions.remove(key);
    } else if (PublishedVersionRecord.isKey(key)) {
      revisions.put(key, RecordJson.read(value, PublishedVersionRecord.class).revision());
    } else {
      revisions.put(key, 1L);
    }
  }

  /** Whether the topic ends with something else. */
  public boolean lacks(TemplateTopicEntry entry) {
    Long told = revisions.get(entry.key());
    return entry.form() == null ? told != null : told == null || told < entry.revision();
  }

  /**
   * All that the topic is to end with: first the versions, then which of them are in force, so that
   * no reader hears of one that it cannot know.
   *
   * @throws org.springframework.dao.DataAccessException when PostgreSQL is away
   */
  public List<TemplateTopicEntry> stored() {
    List<TemplateTopicEntry> entries = new ArrayList<>();
    for (TemplateVersion version : reads.usableVersions()) {
      entries.add(
          TemplateTopicEntry.of(
              new TemplateRecord(
                  TemplateRecord.VERSION,
                  version.template(),
                  version.version(),
                  version.source())));
    }
    reads.publishedVersions().forEach(published -> entries.add(TemplateTopicEntry.of(published)));
    Set<String> kept = new HashSet<>();
    entries.forEach(entry -> kept.add(entry.key()));
    revisions.keySet().stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> entries.add(TemplateTopicEntry.gone(key)));
    return entries;
  }
}
