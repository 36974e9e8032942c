package dev.notifier.worker.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableDefinition.DecodedValue;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import dev.notifier.planning.templates.TemplateRecordCompiler;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.planning.templates.TemplateTopicRecord;
import dev.notifier.planning.templates.TemplateVersions;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published event types and templates, compiled. While Kafka is unavailable it keeps the last
 * known ones. Thread-safe; {@link #current} does not block.
 */
public final class TemplateRegistry implements TemplateProvider, AutoCloseable {
  /** How long a batch waits to learn whether a template is really missing. */
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TemplateRegistry.class);

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final TemplateVersions versions;

  /** Whether the versions differ from the snapshot; guarded by the lock. */
  private boolean changed;

  /** Guarded by the lock. */
  private boolean published;

  private final TopicTable<EventTypeRecord> types;
  private final TopicTable<TemplateTopicRecord> templates;
  private volatile TemplateSnapshot current;
  private volatile int usable;
  private volatile boolean anyPublished;

  private static DecodedValue<TemplateTopicRecord> decode(String key, byte[] value) {
    return PublishedVersionRecord.isKey(key)
        ? DecodedValue.of(
            PublishedVersionRecord.FORMAT.decode(value), TemplateTopicRecord.Published::new)
        : DecodedValue.of(TemplateRecord.FORMAT.decode(value), TemplateTopicRecord.Version::new);
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public TemplateRegistry(
      KafkaClients clients, LongSupplier nanoTime, TemplateRecordCompiler compiler) {
    versions =
        new TemplateVersions(
            compiler, key -> LOG.error("Template {} cannot be used; publish another version", key));
    current = versions.snapshot();
    types =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.EVENT_TYPES,
                EventTypeRecord.FORMAT,
                Comparator.comparingInt(EventTypeRecord::version)),
            nanoTime,
            listener(this::eventTypeChanged));
    templates =
        new TopicTable<>(
            clients,
            new TableDefinition<>(
                Topics.TEMPLATES,
                TemplateRegistry::decode,
                Comparator.comparingLong(TemplateTopicRecord::revision)),
            nanoTime,
            listener(this::templateChanged));
  }

  /** Starts reading. Called once. */
  public void start() {
    types.start();
    templates.start();
  }

  /**
   * Waits until everything is known that is published at the time of the call.
   *
   * @throws dev.notifier.kafka.table.TopicNotReadException when that takes longer than the timeout
   */
  public void readToEnd(Duration timeout) throws InterruptedException {
    types.readToEnd(timeout);
    templates.readToEnd(timeout);
  }

  /**
   * Waits until everything that was published at the start is known.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return types.awaitComplete(timeout) && templates.awaitComplete(timeout);
  }

  /** How far the topics have been read, in words. */
  public String progress() {
    return types.progress() + ", " + templates.progress();
  }

  @Override
  public TemplateSnapshot current() {
    return current;
  }

  @Override
  public TemplateSnapshot upToDate() throws InterruptedException {
    readToEnd(CATCH_UP_TIMEOUT);
    if (!anyPublished) {
      throw new NothingPublishedException();
    }
    return current;
  }

  /** No template has ever been published, so nothing can be planned or rejected yet. */
  public static final class NothingPublishedException extends RuntimeException
      implements SafeFailure {
    NothingPublishedException() {
      super("no template has been published; start the api, which publishes the shipped templates");
    }
  }

  /** The time since everything published was known; null if it never was. */
  public @Nullable Duration age() {
    Duration typesAge = types.age();
    Duration templatesAge = templates.age();
    if (typesAge == null || templatesAge == null) {
      return null;
    }
    return typesAge.compareTo(templatesAge) > 0 ? typesAge : templatesAge;
  }

  /** The number of usable template versions. */
  public int usable() {
    return usable;
  }

  /** Why the topics cannot be read, without personal data; null while they can. */
  public @Nullable String error() {
    return templates.error() == null ? types.error() : templates.error();
  }

  @Override
  public void close() {
    templates.close();
    types.close();
  }

  /**
   * Makes a new snapshot when the end of a topic is reached: one for each record would make a start
   * take quadratic time, because a snapshot has the templates of all tenants.
   */
  private <V> TableListener<V> listener(BiConsumer<String, @Nullable V> apply) {
    return new TableListener<>() {
      @Override
      public void changed(String key, @Nullable V value) {
        synchronized (lock) {
          changed = true;
          apply.accept(key, value);
        }
      }

      @Override
      public void completed() {
        updateSnapshot();
      }
    };
  }

  private void eventTypeChanged(String name, @Nullable EventTypeRecord type) {
    if (type == null) {
      versions.removeType(name);
    } else {
      versions.putType(type);
    }
  }

  private void templateChanged(String key, @Nullable TemplateTopicRecord record) {
    if (record == null) {
      versions.remove(key);
    } else {
      versions.put(record);
      published |= record instanceof TemplateTopicRecord.Published;
    }
  }

  private void updateSnapshot() {
    synchronized (lock) {
      if (changed) {
        changed = false;
        current = versions.snapshot();
        usable = versions.usable();
        anyPublished = published;
      }
    }
  }
}
