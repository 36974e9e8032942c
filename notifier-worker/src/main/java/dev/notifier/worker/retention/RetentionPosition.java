package dev.notifier.worker.retention;

import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore.Copied;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a step of the retention begins.
 *
 * @param left the names of the tables and partitions that are left out until all others are done,
 *     and why
 * @param days how many were removed or rewritten in this run
 * @param failures how often something was left when all others were done, since the last day that
 *     was removed or rewritten
 * @param copy the day that is being copied; null if none is
 */
record RetentionPosition(Map<String, Reason> left, long days, int failures, @Nullable Copy copy) {
  static final RetentionPosition START = new RetentionPosition(Map.of(), 0, 0, null);

  /** More names make an error too long. */
  private static final int MAX_NAMES = 3;

  private static final String DOCS = "docs/operating.md#retention";

  /**
   * @param left null in a position of another release
   */
  RetentionPosition(
      @Nullable Map<String, Reason> left, long days, int failures, @Nullable Copy copy) {
    this.left = left == null ? new TreeMap<>() : new TreeMap<>(left);
    this.days = days;
    this.failures = failures;
    this.copy = copy;
  }

  /** Why something is left out. */
  enum Reason {
    /** Another transaction uses it for too long. */
    USED,
    /** Removing or copying it has failed again and again. */
    FAILS,
    /** It was gone, so nothing is left to do. */
    MISSING
  }

  /**
   * The copy of a day.
   *
   * @param file that has the rows; in another file they are on other pages
   * @param page the next one
   * @param types of the rows that were copied because their retention is not over
   * @param read the rows that were read
   * @param kept those of them that were copied
   * @param open those of them that were copied only because they have not ended
   */
  record Copy(
      LocalDate day,
      String file,
      long page,
      KeepRule rule,
      Set<String> types,
      long read,
      long kept,
      long open,
      boolean analyzed) {
    /** Without them, the copy of another release cannot be finished, and the run begins again. */
    Copy {
      Objects.requireNonNull(day);
      Objects.requireNonNull(file);
      Objects.requireNonNull(rule);
      Objects.requireNonNull(types);
    }

    static Copy of(LocalDate day, String file, KeepRule rule) {
      return new Copy(day, file, 0, rule, Set.of(), 0, 0, 0, false);
    }

    Copy plus(long nextPage, Copied copied) {
      Set<String> all = new TreeSet<>(types);
      all.addAll(copied.types());
      return new Copy(
          day,
          file,
          nextPage,
          rule,
          all,
          read + copied.read(),
          kept + copied.kept(),
          open + copied.open(),
          analyzed);
    }

    Copy afterAnalysis() {
      return new Copy(day, file, page, rule, types, read, kept, open, true);
    }
  }

  RetentionPosition with(@Nullable Copy next) {
    return new RetentionPosition(left, days, failures, next);
  }

  RetentionPosition leave(String name, Reason reason) {
    Map<String, Reason> more = new TreeMap<>(left);
    more.put(name, reason);
    return new RetentionPosition(more, days, failures, copy);
  }

  /** A day is removed or rewritten. */
  RetentionPosition done() {
    return new RetentionPosition(left, days + 1, 0, copy);
  }

  /** All others are done: what was left is tried again, after a delay. */
  RetentionPosition again() {
    return new RetentionPosition(Map.of(), days, failures + 1, copy);
  }

  boolean leaves(Table table, LocalDate day) {
    return left.containsKey(nameOf(table)) || left.containsKey(nameOf(table, day));
  }

  /** Why not all is removed, and what to do; null if all is. */
  @Nullable String error() {
    String used = names(Reason.USED);
    String fails = names(Reason.FAILS);
    List<String> errors = new ArrayList<>();
    if (!fails.isEmpty()) {
      errors.add(
          fails
              + " cannot be removed or copied; see the log of the workers for the error, and "
              + DOCS);
    }
    if (!used.isEmpty()) {
      errors.add(
          "other transactions use "
              + used
              + ", so that what is over is kept; end transactions that stay open for long, see "
              + DOCS);
    }
    return errors.isEmpty() ? null : String.join("; ", errors);
  }

  private String names(Reason reason) {
    Set<String> names =
        left.entrySet().stream()
            .filter(entry -> entry.getValue() == reason)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    return String.join(", ", names.stream().limit(MAX_NAMES).toList())
        + (names.size() > MAX_NAMES ? " and others" : "");
  }

  static String nameOf(Table table) {
    return table.tableName();
  }

  static String nameOf(Table table, LocalDate day) {
    return table.tableName() + "_" + day.toString().replace("-", "");
  }
}
