package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.FaultKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how often each kind of fault occurred since the start or the last reset. Thread-safe. */
public final class FaultCounters {
  private final Map<FaultKind, AtomicLong> counters = new EnumMap<>(FaultKind.class);

  FaultCounters() {
    for (FaultKind kind : FaultKind.values()) {
      counters.put(kind, new AtomicLong());
    }
  }

  public void increment(FaultKind kind) {
    counter(kind).incrementAndGet();
  }

  public long count(FaultKind kind) {
    return counter(kind).get();
  }

  /** Returns the counts of all kinds by key, zeros included. */
  Map<String, Long> byKey() {
    Map<String, Long> byKey = new LinkedHashMap<>();
    counters.forEach((kind, count) -> byKey.put(kind.key(), count.get()));
    return byKey;
  }

  void reset() {
    counters.values().forEach(count -> count.set(0));
  }

  private AtomicLong counter(FaultKind kind) {
    return Objects.requireNonNull(counters.get(kind));
  }
}
