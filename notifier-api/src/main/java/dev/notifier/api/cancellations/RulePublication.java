package dev.notifier.api.cancellations;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.store.cancellation.CancellationStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be changed on the topic so that it has the rules in force. A rule never changes, so
 * only the missing ones are read. Rules that PostgreSQL does not know are stored again: it was
 * restored from a backup, and what they cancelled would be planned again and sent. Thread-safe.
 */
final class RulePublication implements Supplier<List<RulePublication.Change>> {
  private static final Logger LOG = LoggerFactory.getLogger(RulePublication.class);

  /** Until the topic has been read, it is unknown what it lacks. */
  private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(10);

  private final CancellationStore store;
  private final CancellationTable topic;
  private final CompactedTopicPublisher publisher;
  private final Duration kept;

  /**
   * @param kept how long after it was made a rule is in force at least
   */
  RulePublication(
      CancellationStore store,
      CancellationTable topic,
      CompactedTopicPublisher publisher,
      Duration kept) {
    this.store = store;
    this.topic = topic;
    this.publisher = publisher;
    this.kept = kept;
  }

  /** A rule that the topic lacks, or that has ended. */
  record Change(UUID rule, boolean hasEnded) {}

  /**
   * Compares both.
   *
   * @throws IllegalStateException if the topic has not been read yet
   */
  @Override
  public List<Change> get() {
    awaitTopic();
    // Before PostgreSQL is read: what is published meanwhile must not look unknown.
    List<UUID> published = topic.ids();
    Set<UUID> inForce = new HashSet<>(store.idsInForce());
    List<Change> changes = new ArrayList<>();
    inForce.stream()
        .filter(rule -> !topic.has(rule))
        .forEach(rule -> changes.add(new Change(rule, false)));
    List<UUID> others = published.stream().filter(rule -> !inForce.contains(rule)).toList();
    if (!others.isEmpty()) {
      Set<UUID> ended = new HashSet<>(store.ended(others));
      for (UUID rule : others) {
        if (ended.contains(rule)) {
          changes.add(new Change(rule, true));
        } else {
          restore(rule);
        }
      }
    }
    return changes;
  }

  private void restore(UUID rule) {
    CancellationRecord published = topic.published(rule.toString());
    if (published != null && store.restore(published, published.madeAt().plus(kept))) {
      LOG.warn(
          "The cancellation {} was on Kafka and not in PostgreSQL, as after a restore from a backup;"
              + " PostgreSQL has it now",
          rule);
    }
  }

  /** Makes one of the changes. */
  void publish(Change change) {
    CancellationRecord record = change.hasEnded() ? null : store.rule(change.rule()).orElse(null);
    if (record != null || change.hasEnded()) {
      publisher.publishAndWait(Topics.CANCELLED, change.rule().toString(), record);
    }
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
