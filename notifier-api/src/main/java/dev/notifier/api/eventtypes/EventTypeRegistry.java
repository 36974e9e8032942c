package dev.notifier.api.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of events that are in force, compiled. Whoever asks sees one whole snapshot and never
 * waits; what was last learned stays while Kafka or PostgreSQL are away. Thread-safe.
 */
public final class EventTypeRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(EventTypeRegistry.class);

  private final SchemaCompiler compiler;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile SortedMap<String, CompiledEventType> byName = Collections.emptySortedMap();
  private volatile boolean known;

  EventTypeRegistry(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  /** Those that ship, without a store; for tests and tools. */
  public static EventTypeRegistry shipped() {
    EventTypeRegistry types =
        new EventTypeRegistry(new SchemaCompiler(ShippedEventTypes.recipient()));
    types.learn(ShippedEventTypes.all());
    types.complete();
    return types;
  }

  /** As it is in force; null when there is no such type. */
  public @Nullable CompiledEventType find(String name) {
    return byName.get(name);
  }

  /** In alphabetical order. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** What a type's {@code data} holds: JSON Schema 2020-12 without references. */
  public Optional<Map<String, Object>> fields(String name) {
    return Optional.ofNullable(byName.get(name)).map(CompiledEventType::schema);
  }

  /** Whether a whole snapshot was ever there; before that nobody can say that a type is unknown. */
  public boolean isKnown() {
    return known;
  }

  /** Waits for the first whole snapshot, at most so long. */
  public void awaitFirst(Duration patience) throws InterruptedException {
    boolean _ = first.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Takes what is newer than what is known. One that does not compile, such as one that a newer
   * program allowed, is passed over; the one before stays.
   */
  synchronized void learn(Collection<EventTypeRecord> told) {
    SortedMap<String, CompiledEventType> next = new TreeMap<>(byName);
    for (EventTypeRecord type : told) {
      CompiledEventType before = next.get(type.name());
      if (before == null || before.form().version() < type.version()) {
        compile(type, next);
      }
    }
    byName = Collections.unmodifiableSortedMap(next);
  }

  /** Everything was learned that there is. */
  void complete() {
    known = !byName.isEmpty();
    if (known) {
      first.countDown();
    }
  }

  private void compile(EventTypeRecord type, Map<String, CompiledEventType> into) {
    try {
      into.put(type.name(), compiler.compile(type));
    } catch (RuntimeException e) {
      LOG.error(
          "Version {} of event type {} cannot be used ({}); the one before stays in force",
          type.version(),
          type.name(),
          e.getClass().getSimpleName());
    }
  }
}
