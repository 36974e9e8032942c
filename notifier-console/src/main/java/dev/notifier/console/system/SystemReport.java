package dev.notifier.console.system;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/system}. */
record SystemReport(
    @Nullable String version,
    Instant startedAt,
    String schemaVersion,
    List<Worker> workers,
    Retention retention,
    List<Table> tables,
    @Nullable String nextErasure) {
  /** A program that has sessions with carriers. */
  record Worker(String name, int sessions, Instant reportedAt) {}

  /** For how many days data is kept. */
  record Retention(
      int notifications,
      @Nullable Map<String, Integer> eventTypes,
      int digests,
      int inbound,
      int batches,
      int audit) {
    /** The event types with a retention of their own, by name. */
    Map<String, Integer> own() {
      return eventTypes == null ? Map.of() : new TreeMap<>(eventTypes);
    }
  }

  /** A table in parts. */
  record Table(
      String name,
      int partitions,
      @Nullable LocalDate oldest,
      @Nullable LocalDate newest,
      @Nullable List<Part> next) {
    /** The part that is erased first; null if none is known. */
    @Nullable Part first() {
      return next == null || next.isEmpty() ? null : next.getFirst();
    }
  }

  /** A part of a table. */
  record Part(LocalDate firstDay, @Nullable Instant erasedAfter) {}
}
