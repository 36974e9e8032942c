package dev.notifier.worker.templates;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.FailureDescription.SafeFailure;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicReader;
import dev.notifier.planning.TemplateSnapshot;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API published of event types and templates, compiled. Keeps the last known when Kafka is
 * away. Thread-safe; {@link #current} is fast.
 */
public final class TemplateRegistry implements TemplateProvider, AutoCloseable {
  /** So long a batch waits to learn that something is really missing. */
  private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(5);

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final TemplateVersions pages;

  private final CompactedTopicReader types;
  private final CompactedTopicReader templates;
  private volatile TemplateSnapshot current;
  private volatile int usable;
  private volatile boolean anyPublished;

  /**
   * @param nanoTime a clock that never goes back
   */
  public TemplateRegistry(KafkaClients clients, LongSupplier nanoTime, TemplateFactory compiler) {
    pages = new TemplateVersions(compiler);
    current = pages.snapshot();
    types = new CompactedTopicReader(clients, Topics.EVENT_TYPES, this::typeTold, nanoTime);
    templates = new CompactedTopicReader(clients, Topics.TEMPLATES, this::templateTold, nanoTime);
  }

  /** Starts the reading; once. */
  public void start() {
    types.start();
    templates.start();
  }

  /**
   * Waits until everything is known that is published now.
   *
   * @throws CompactedTopicReader.NotReadException when that took longer; its message says what to
   *     do
   */
  public void readToEnd(Duration within) throws InterruptedException {
    types.readToEnd(within);
    templates.readToEnd(within);
  }

  @Override
  public TemplateSnapshot current() {
    return current;
  }

  @Override
  public TemplateSnapshot upToDate() throws InterruptedException {
    readToEnd(CATCHES_UP_WITHIN);
    if (!anyPublished) {
      throw new NothingPublishedException();
    }
    return current;
  }

  /** Before the first start of the api there is nothing to plan with, and nothing to conclude. */
  public static final class NothingPublishedException extends RuntimeException
      implements SafeFailure {
    NothingPublishedException() {
      super("no template was ever published; start the api, which publishes those that ship");
    }
  }

  /** How long ago all that was published was known; null when it never was. */
  public @Nullable Duration sinceEnd() {
    Duration ofTypes = types.sinceEnd();
    Duration ofTemplates = templates.sinceEnd();
    if (ofTypes == null || ofTemplates == null) {
      return null;
    }
    return ofTypes.compareTo(ofTemplates) > 0 ? ofTypes : ofTemplates;
  }

  /** How many versions can be used. */
  public int usable() {
    return usable;
  }

  /** Why the topics cannot be read, in words; null while they can. */
  public @Nullable String trouble() {
    return templates.trouble() == null ? types.trouble() : templates.trouble();
  }

  @Override
  public void close() {
    templates.close();
    types.close();
  }

  private void typeTold(String name, byte @Nullable [] value) {
    synchronized (lock) {
      if (value == null) {
        pages.noType(name);
      } else {
        pages.type(RecordJson.read(value, EventTypeRecord.class));
      }
      swap();
    }
  }

  private void templateTold(String key, byte @Nullable [] value) {
    synchronized (lock) {
      if (PublishedVersionRecord.isKey(key)) {
        publishedTold(key, value);
      } else if (value == null) {
        pages.noVersion(key);
      } else {
        pages.version(RecordJson.read(value, TemplateRecord.class));
      }
      swap();
    }
  }

  private void publishedTold(String key, byte @Nullable [] value) {
    if (value == null) {
      pages.notPublished(PublishedVersionRecord.idOf(key));
    } else {
      pages.published(RecordJson.read(value, PublishedVersionRecord.class));
      anyPublished = true;
    }
  }

  private void swap() {
    current = pages.snapshot();
    usable = pages.usable();
  }
}
