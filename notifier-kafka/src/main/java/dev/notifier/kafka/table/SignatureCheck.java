package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.RecordSignatures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the signatures of the records of one topic. Someone without the privacy key can write
 * records again that were published before. A value is not a danger while its key exists, because
 * tables keep the newer of two values. A deletion has no version, so one that was signed before the
 * newest value of its key is rejected, and so is a value that was signed before a deletion: it
 * would restore what was deleted. Used by one thread, except {@link #rejected}.
 */
final class SignatureCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SignatureCheck.class);

  private final String topic;
  private final Optional<RecordSignatures> signatures;

  /** When the newest accepted record of each key was published; as many as the topic has keys. */
  private final Map<String, Long> newest = new HashMap<>();

  /** When the newest accepted deletion of each key was published. */
  private final Map<String, Long> deleted = new HashMap<>();

  private final Counter metric;
  private volatile long rejected;

  /** What a record is. */
  enum Verdict {
    /** It was published by a program that has the privacy key. */
    OURS,
    /** It was published by such a program, but before another record that makes it invalid. */
    OUTDATED,
    /** It has no right signature. */
    FORGED
  }

  /**
   * @param signatures empty = every record is accepted
   */
  SignatureCheck(String topic, Optional<RecordSignatures> signatures) {
    this.topic = topic;
    this.signatures = signatures;
    // Spring Boot adds its registry to the global one, so that tables need no registry each.
    this.metric =
        Counter.builder("notifier.topic.rejected")
            .description("Records of compacted topics without a right signature")
            .tag("topic", topic)
            .register(Metrics.globalRegistry);
  }

  /** The topic is read from its beginning again. */
  void restart() {
    newest.clear();
    deleted.clear();
  }

  /** Checks a record. The next records are compared with it if it is accepted. */
  Verdict check(String key, ConsumerRecord<byte[], byte[]> record) {
    if (signatures.isEmpty()) {
      return Verdict.OURS;
    }
    RecordSignatures ours = signatures.get();
    Long at = ours.publishedAt(topic, record.key(), record.value(), record.headers());
    if (at == null) {
      reject(record, "its signature is missing or wrong");
      return Verdict.FORGED;
    }
    if (record.value() == null && at < newest.getOrDefault(key, at)) {
      reject(record, "it deletes a value that was published later");
      return Verdict.OUTDATED;
    }
    if (record.value() != null && at < deleted.getOrDefault(key, at)) {
      reject(record, "its value was published before it was deleted");
      return Verdict.OUTDATED;
    }
    newest.merge(key, at, Math::max);
    if (record.value() == null) {
      deleted.merge(key, at, Math::max);
    }
    ours.accepted(topic, record.key(), at);
    return Verdict.OURS;
  }

  /** How many records were rejected. */
  long rejected() {
    return rejected;
  }

  /** Logs the first of many: someone who can write to the topic could fill the log. */
  private void reject(ConsumerRecord<?, ?> record, String reason) {
    long count = rejected + 1;
    rejected = count;
    metric.increment();
    if (Long.bitCount(count) == 1) {
      LOG.warn(
          "Ignored a record, because {}: topic {}, offset {}; {} since the start. All programs need"
              + " the same notifier.privacy-key. If they have it, something else writes to this topic:"
              + " use the ACLs of Kafka.",
          reason,
          topic,
          record.offset(),
          count);
    }
  }
}
