package dev.notifier.store.search;

import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.search.NotificationSearch.Bounds;
import dev.notifier.store.search.NotificationSearch.FoundIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads notifications from the newest to the oldest, day by day, until a page is full or its work
 * is done. Without an index of the field, the counters say which hours have any of the tenant, the
 * type, the template, the route, the state and the reason, and the others are not read.
 * Thread-safe; takes part in the transaction of the caller, and changes its settings.
 */
final class DayWalk {
  /**
   * The values of the bounds exclude all partitions but one, and an index has the order, also if
   * PostgreSQL believes that it would be faster to read a day as a whole and sort it.
   */
  static final String PLAN_IN_ORDER =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off;"
          + " set local enable_bitmapscan = off; set local enable_sort = off";

  private final JdbcTemplate jdbc;
  private final Bounds bounds;
  private final LongSupplier nanos;

  DayWalk(JdbcTemplate jdbc, Bounds bounds, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.bounds = bounds;
    this.nanos = nanos;
  }

  /** A row that was read: one that is wanted, or the last one. */
  private record Read(UUID id, boolean wanted, int place) {}

  /** Finds a page below an id. */
  FoundIds find(SearchFilter filter, @Nullable SearchField key, UUID before, int limit) {
    jdbc.execute(PLAN_IN_ORDER);
    Run run = new Run(filter, key, limit, before);
    for (LocalDate day : days()) {
      Window window = Window.of(day).within(filter.lowest(), before);
      if (!window.isEmpty() && !run.day(window)) {
        return run.page(run.place);
      }
    }
    return run.page(null);
  }

  /** The days that have a partition, today first; those to come are empty. */
  private List<LocalDate> days() {
    return jdbc.query(
        """
        select d from partition_days('notifications') d
        where d <= (clock_timestamp() at time zone 'UTC')::date order by d desc
        """,
        (row, _) -> row.getObject(1, LocalDate.class));
  }

  /** One page; not thread-safe. */
  private final class Run {
    private final SearchFilter filter;
    private final @Nullable SearchField key;
    private final int limit;
    private final List<UUID> found = new ArrayList<>();
    private final long start = nanos.getAsLong();
    private int steps;

    /** Everything above it was read. */
    private UUID place;

    Run(SearchFilter filter, @Nullable SearchField key, int limit, UUID before) {
      this.filter = filter;
      this.key = key;
      this.limit = limit;
      this.place = before;
    }

    FoundIds page(@Nullable UUID stopped) {
      return NotificationSearch.page(found, limit, stopped);
    }

    /** Reads a day; false if the page ends before the day does. */
    boolean day(Window day) {
      if (key != null) {
        return window(day);
      }
      // Most pages are full after the first step, and need no counters.
      if (steps == 0) {
        if (step(day)) {
          return true;
        }
        if (isDone()) {
          return false;
        }
      }
      Window rest = day.below(place);
      for (Window hours : rest.isEmpty() ? List.<Window>of() : hoursWithAny(filter, rest)) {
        if (!window(hours)) {
          return false;
        }
      }
      place = day.lowest();
      return true;
    }

    /** Reads a window; false if the page ends before the window does. */
    private boolean window(Window window) {
      if (isDone()) {
        return false;
      }
      while (!step(window.below(place))) {
        if (isDone()) {
          return false;
        }
      }
      return true;
    }

    private boolean isDone() {
      return found.size() > limit
          || steps >= bounds.maxSteps()
          || (steps > 0 && nanos.getAsLong() - start >= bounds.maxTime().toNanos());
    }

    /** Reads the next notifications of a window; true if there are no more in it. */
    private boolean step(Window window) {
      steps++;
      int missing = limit + 1 - found.size();
      SearchSql.Statement statement =
          SearchSql.inOrder(filter, key, window, bounds.maxRows(), missing);
      List<Read> read = jdbc.query(statement.sql(), DayWalk::read, statement.values());
      boolean ended = read.size() < missing;
      UUID end = window.lowest();
      for (Read each : read) {
        if (each.wanted()) {
          found.add(each.id());
        }
        if (each.place() == bounds.maxRows()) {
          ended = false;
          end = each.id();
        }
      }
      place = end;
      return ended;
    }
  }

  private static Read read(ResultSet row, int index) throws SQLException {
    return new Read(row.getObject("id", UUID.class), row.getBoolean("wanted"), row.getInt("place"));
  }

  /** Neighbouring hours together, the latest first. */
  private List<Window> hoursWithAny(SearchFilter filter, Window day) {
    SearchSql.Statement statement = SearchSql.hours(filter, day, CounterStore.addedUntil(jdbc));
    List<Instant> hours =
        jdbc.query(
            statement.sql(),
            (row, _) -> row.getObject(1, OffsetDateTime.class).toInstant(),
            statement.values());
    List<Window> windows = new ArrayList<>();
    for (Instant hour : hours) {
      Window next = Window.ofHour(hour);
      if (!windows.isEmpty() && windows.getLast().lowest().equals(next.highest())) {
        windows.set(windows.size() - 1, new Window(next.lowest(), windows.getLast().highest()));
      } else {
        windows.add(next);
      }
    }
    return windows.stream()
        .map(window -> window.within(day.lowest(), day.highest()))
        .filter(window -> !window.isEmpty())
        .toList();
  }
}
