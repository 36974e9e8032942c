package dev.notifier.worker.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The published event types and templates, compiled. While Kafka is unavailable it keeps the last
 * known ones. Thread-safe; {@link #current} does not block.
 */
public final class TemplateRegistry implements TemplateProvider, AutoCloseable {
  /** How long a batch waits to learn whether a template is really missing. */
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(5);

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final TemplateVersions versions;

  private final TopicTable<EventTypeRecord> types;
  private final TopicTable<Entry> templates;
  private volatile TemplateSnapshot current;
  private volatile int usable;
  private volatile boolean anyPublished;

  /** A record of the templates topic. */
  private sealed interface Entry {
    /** Ascending per key. */
    long revision();

    /** A version, which never changes. */
    record Version(TemplateRecord template) implements Entry {
      @Override
      public long revision() {
        return 1;
      }
    }

    /** The record of a published version. */
    record Published(PublishedVersionRecord published) implements Entry {
      @Override
      public long revision() {
        return published.revision();
      }
    }

    static Entry decode(String key, byte[] value) {
      return PublishedVersionRecord.isKey(key)
          ? new Published(RecordJson.read(value, PublishedVersionRecord.class))
          : new Version(RecordJson.read(value, TemplateRecord.class));
    }
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public TemplateRegistry(
      KafkaClients clients, LongSupplier nanoTime, TemplateRecordCompiler compiler) {
    versions = new TemplateVersions(compiler);
    current = versions.snapshot();
    types =
        new TopicTable<>(
            clients,
            TableDefinition.ofJson(
                Topics.EVENT_TYPES,
                EventTypeRecord.class,
                Comparator.comparingInt(EventTypeRecord::version)),
            nanoTime,
            this::eventTypeChanged);
    templates =
        new TopicTable<>(
            clients,
            new TableDefinition<>(
                Topics.TEMPLATES, Entry::decode, Comparator.comparingLong(Entry::revision)),
            nanoTime,
            this::templateChanged);
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

  private void eventTypeChanged(String name, @Nullable EventTypeRecord type) {
    synchronized (lock) {
      if (type == null) {
        versions.removeType(name);
      } else {
        versions.putType(type);
      }
      updateSnapshot();
    }
  }

  private void templateChanged(String key, @Nullable Entry entry) {
    synchronized (lock) {
      switch (entry) {
        case Entry.Version version -> versions.putVersion(version.template());
        case Entry.Published published -> {
          versions.putPublished(published.published());
          anyPublished = true;
        }
        case null -> remove(key);
      }
      updateSnapshot();
    }
  }

  private void remove(String key) {
    if (PublishedVersionRecord.isKey(key)) {
      versions.removePublished(PublishedVersionRecord.idOf(key));
    } else {
      versions.removeVersion(key);
    }
  }

  private void updateSnapshot() {
    current = versions.snapshot();
    usable = versions.usable();
  }
}
