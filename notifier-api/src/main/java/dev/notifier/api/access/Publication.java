package dev.notifier.api.access;

import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects what is published of a table in PostgreSQL. Where the topic is ahead, PostgreSQL takes
 * over the topic's version first: that happens after it was restored from a backup, and its version
 * would make revoked keys valid again. Thread-safe if its functions are.
 *
 * @param <R> a record of the topic
 */
final class Publication<R> implements Supplier<List<R>> {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /** Until the topic has been read, it is unknown what is ahead. */
  private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(10);

  private final TopicTable<R> topic;
  private final Source<R> source;

  Publication(TopicTable<R> topic, Source<R> source) {
    this.topic = topic;
    this.source = source;
  }

  /**
   * The table in PostgreSQL.
   *
   * @param name what is stored, in the plural, for logs
   * @param all reads all records
   * @param withVersion a copy of a record with another version
   * @param restore stores a record of the topic, unless the stored version is another one than the
   *     number, which is 0 for none; returns whether it did
   */
  record Source<R>(
      String name,
      Supplier<List<R>> all,
      Function<R, String> id,
      ToIntFunction<R> version,
      BiFunction<R, Integer, R> withVersion,
      BiFunction<R, Integer, Boolean> restore) {}

  /**
   * Returns all stored records, and uses them in this program.
   *
   * @throws IllegalStateException if the topic has not been read yet
   */
  @Override
  public List<R> get() {
    List<R> stored = source.all().get();
    stored.forEach(record -> topic.put(source.id().apply(record), record));
    awaitTopic();
    Map<String, R> byId = new HashMap<>();
    stored.forEach(record -> byId.put(source.id().apply(record), record));
    int restored = 0;
    for (R newest : List.copyOf(topic.values())) {
      if (isRestored(newest, byId.get(source.id().apply(newest)))) {
        restored++;
      }
    }
    if (restored == 0) {
      return stored;
    }
    LOG.warn(
        "{} of the {} were newer on Kafka than in PostgreSQL, as after a restore from a backup;"
            + " PostgreSQL has them now. Check whether they are as you want them",
        restored,
        source.name());
    return source.all().get();
  }

  private boolean isRestored(R newest, @Nullable R stored) {
    String id = source.id().apply(newest);
    int newestVersion = source.version().applyAsInt(newest);
    int storedVersion = stored == null ? 0 : source.version().applyAsInt(stored);
    if (newestVersion > storedVersion) {
      return source.restore().apply(newest, storedVersion);
    }
    R published = topic.published(id);
    if (stored == null || published == null || !topic.isAhead(id, stored)) {
      return false;
    }
    // Changed after the restore, before the topic was read: both have this version.
    return source
        .restore()
        .apply(source.withVersion().apply(published, storedVersion + 1), storedVersion);
  }

  private void awaitTopic() {
    try {
      if (!topic.awaitComplete(TOPIC_TIMEOUT)) {
        throw new IllegalStateException("the topic has not been read yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the topic", e);
    }
  }
}
