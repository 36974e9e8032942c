package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.FaultKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** How often each kind of fault was done since the start or the last reset. Thread-safe. */
public final class FaultCounters {
  private final Map<FaultKind, AtomicLong> done = new EnumMap<>(FaultKind.class);

  FaultCounters() {
    for (FaultKind kind : FaultKind.values()) {
      done.put(kind, new AtomicLong());
    }
  }

  public void add(FaultKind kind) {
    counter(kind).incrementAndGet();
  }

  public long of(FaultKind kind) {
    return counter(kind).get();
  }

  /** All kinds by their keys, those never done too. */
  Map<String, Long> all() {
    Map<String, Long> all = new LinkedHashMap<>();
    done.forEach((kind, count) -> all.put(kind.key(), count.get()));
    return all;
  }

  void reset() {
    done.values().forEach(count -> count.set(0));
  }

  private AtomicLong counter(FaultKind kind) {
    return Objects.requireNonNull(done.get(kind));
  }
}
