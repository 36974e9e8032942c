package dev.notifier.worker.wording;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Forms;
import dev.notifier.contracts.PublishedRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.worker.kafka.CompactedReader;
import dev.notifier.worker.kafka.FailureWords.SafeFailure;
import dev.notifier.worker.kafka.KafkaClients;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API published of event types and templates, compiled. Keeps the last known when Kafka is
 * away. Thread-safe; {@link #current} is fast.
 */
public final class TemplateBook implements WordingBook, AutoCloseable {
  /** So long a batch waits to learn that something is really missing. */
  private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(5);

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final Pages pages;

  private final CompactedReader types;
  private final CompactedReader templates;
  private volatile Snapshot current;
  private volatile int usable;
  private volatile boolean anyPublished;

  /**
   * @param nanoTime a clock that never goes back
   */
  public TemplateBook(KafkaClients clients, LongSupplier nanoTime, WordingCompiler compiler) {
    pages = new Pages(compiler);
    current = pages.snapshot();
    types = new CompactedReader(clients, Topics.EVENT_TYPES, this::typeTold, nanoTime);
    templates = new CompactedReader(clients, Topics.TEMPLATES, this::templateTold, nanoTime);
  }

  /** Starts the reading; once. */
  public void start() {
    types.start();
    templates.start();
  }

  /**
   * Waits until everything is known that is published now.
   *
   * @throws CompactedReader.NotReadException when that took longer; its message says what to do
   */
  public void readToEnd(Duration within) throws InterruptedException {
    types.readToEnd(within);
    templates.readToEnd(within);
  }

  @Override
  public Snapshot current() {
    return current;
  }

  @Override
  public Snapshot upToDate() throws InterruptedException {
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
        pages.type(Forms.read(value, EventTypeRecord.class));
      }
      swap();
    }
  }

  private void templateTold(String key, byte @Nullable [] value) {
    synchronized (lock) {
      if (PublishedRecord.isKey(key)) {
        publishedTold(key, value);
      } else if (value == null) {
        pages.noVersion(key);
      } else {
        pages.version(Forms.read(value, TemplateRecord.class));
      }
      swap();
    }
  }

  private void publishedTold(String key, byte @Nullable [] value) {
    if (value == null) {
      pages.notPublished(PublishedRecord.idOf(key));
    } else {
      pages.published(Forms.read(value, PublishedRecord.class));
      anyPublished = true;
    }
  }

  private void swap() {
    current = pages.snapshot();
    usable = pages.usable();
  }
}
