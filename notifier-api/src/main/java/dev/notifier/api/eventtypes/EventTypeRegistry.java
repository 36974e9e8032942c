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
 * The event types in force, compiled. Readers see a consistent snapshot and never wait. The last
 * snapshot stays in use while Kafka and PostgreSQL are unavailable. Thread-safe.
 */
public final class EventTypeRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(EventTypeRegistry.class);

  private final SchemaCompiler compiler;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile SortedMap<String, CompiledEventType> byName = Collections.emptySortedMap();
  private volatile boolean known;

  EventTypeRegistry(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  /** Returns a registry of the shipped event types, for use without a store. */
  public static EventTypeRegistry shipped() {
    EventTypeRegistry types = new EventTypeRegistry(new SchemaCompiler());
    types.learn(ShippedEventTypes.all());
    types.complete();
    return types;
  }

  /** Returns the version in force; null if the event type does not exist. */
  public @Nullable CompiledEventType find(String name) {
    return byName.get(name);
  }

  /** Returns the names in alphabetical order. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** Returns the JSON Schema of the event type's {@code data}, without references. */
  public Optional<Map<String, Object>> fields(String name) {
    return Optional.ofNullable(byName.get(name)).map(CompiledEventType::schema);
  }

  /** Returns true after the first complete snapshot. Before that, no type can be called unknown. */
  public boolean isKnown() {
    return known;
  }

  /** Waits for the first complete snapshot. */
  public void awaitFirst(Duration timeout) throws InterruptedException {
    boolean _ = loaded.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Adds new versions; older ones are ignored. A version that does not compile, such as one that
   * only a newer release supports, is ignored as well, and the previous one stays in force.
   */
  synchronized void learn(Collection<EventTypeRecord> versions) {
    SortedMap<String, CompiledEventType> next = new TreeMap<>(byName);
    for (EventTypeRecord type : versions) {
      CompiledEventType current = next.get(type.name());
      if (current == null || current.definition().version() < type.version()) {
        compile(type, next);
      }
    }
    byName = Collections.unmodifiableSortedMap(next);
  }

  /** Records that all event types were added. */
  void complete() {
    known = !byName.isEmpty();
    if (known) {
      loaded.countDown();
    }
  }

  private void compile(EventTypeRecord type, Map<String, CompiledEventType> into) {
    try {
      into.put(type.name(), compiler.compile(type));
    } catch (RuntimeException e) {
      LOG.error(
          "Version {} of event type {} cannot be compiled ({}); the previous version stays in force",
          type.version(),
          type.name(),
          e.getClass().getSimpleName());
    }
  }
}
