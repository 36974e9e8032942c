package dev.notifier.kafka.table;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the entries of a topic from PostgreSQL, and raises the versions of those that are behind
 * the topic. After PostgreSQL was restored from a backup its versions are lower than those that
 * readers of the topic know. Without a higher version they would ignore what is stored, and every
 * later change. Thread-safe if its functions are.
 *
 * @param <T> an entry of the topic
 */
public final class RestoredVersions<T> implements Supplier<List<T>> {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredVersions.class);

  private final String name;
  private final Supplier<List<T>> stored;
  private final Predicate<T> isAhead;
  private final Predicate<T> raise;

  /**
   * @param name what is stored, in the plural, for logs
   * @param stored reads all entries from PostgreSQL
   * @param isAhead whether the topic is ahead of the stored entry
   * @param raise stores the entry with a version above that on the topic, unless it has changed
   *     meanwhile; returns whether it did
   */
  public RestoredVersions(
      String name, Supplier<List<T>> stored, Predicate<T> isAhead, Predicate<T> raise) {
    this.name = name;
    this.stored = stored;
    this.isAhead = isAhead;
    this.raise = raise;
  }

  @Override
  public List<T> get() {
    List<T> entries = stored.get();
    int raised = 0;
    for (T entry : entries) {
      if (isAhead.test(entry) && raise.test(entry)) {
        raised++;
      }
    }
    if (raised == 0) {
      return entries;
    }
    LOG.warn(
        "{} of the {} have newer versions on Kafka than in PostgreSQL, as after a restore from a"
            + " backup; PostgreSQL's content is published again with a higher version. Check whether"
            + " it lacks changes that were made after the backup",
        raised,
        name);
    return stored.get();
  }
}
