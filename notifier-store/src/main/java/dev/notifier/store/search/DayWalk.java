package dev.notifier.store.search;

import dev.notifier.store.PgInstants;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.partitions.PlannedOnce;
import dev.notifier.store.search.NotificationSearch.Bounds;
import dev.notifier.store.search.NotificationSearch.FoundIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads notifications from the newest to the oldest, day by day, until a page is full or its work
 * is done. Without an index of the field, the counters say which hours have any of the tenant, the
 * type, the template, the route, the state and the reason, and the others are not read.
 * Thread-safe; takes part in the transaction of the caller, and changes its settings.
 */
final class DayWalk {
  /**
   * The values of the bounds exclude all partitions but one, and an index has the order, even if
   * PostgreSQL believes that it would be faster to read a day as a whole and sort it.
   */
  static final String PLAN_IN_ORDER =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off;"
          + " set local enable_bitmapscan = off; set local enable_sort = off";

  /** As {@link #PLAN_IN_ORDER}, for all days, and once for each connection. */
  static final String PLAN_ONCE_IN_ORDER =
      PLAN_IN_ORDER.replace("force_custom_plan", "force_generic_plan");

  /** The number of days whose counters one statement reads. */
  private static final int MAX_DAYS = 8;

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
    Run run = new Run(filter, key, limit, before);
    boolean ended = key == null ? byHour(run) : byDayOfKey(run, key);
    return NotificationSearch.page(run.found, limit, ended ? null : run.place);
  }

  /** Reads the days that have the value; false if the page ends before they do. */
  private boolean byDayOfKey(Run run, SearchField key) {
    while (true) {
      jdbc.execute(PLAN_ONCE_IN_ORDER);
      SearchSql.Statement statement = SearchSql.newest(run.filter, key, run.place);
      List<UUID> newest =
          jdbc.query(
              statement.sql(),
              PlannedOnce.prepared(new ArgumentPreparedStatementSetter(statement.toArray())),
              (row, _) -> row.getObject(1, UUID.class));
      if (newest.isEmpty()) {
        return true;
      }
      jdbc.execute(PLAN_IN_ORDER);
      Window day = Window.ofDayOf(newest.getFirst());
      if (!run.window(day.within(run.filter.lowest(), run.place)) || run.isDone()) {
        return false;
      }
    }
  }

  /** Reads the hours that have any; false if the page ends before they do. */
  private boolean byHour(Run run) {
    jdbc.execute(PLAN_IN_ORDER);
    List<LocalDate> days = days();
    if (days.isEmpty()) {
      return true;
    }
    Window kept =
        new Window(Window.of(days.getLast()).lowest(), Window.of(days.getFirst()).highest())
            .within(run.filter.lowest(), run.place);
    if (kept.isEmpty()) {
      return true;
    }
    run.place = kept.highest();
    // Most pages are full after the first step, and need no counters.
    run.step(Window.ofDayBelow(run.place, 1).within(kept.lowest(), run.place));
    for (int ofDays = 1; IdOrder.compare(run.place, kept.lowest()) > 0; ofDays = next(ofDays)) {
      Window part = Window.ofDayBelow(run.place, ofDays).within(kept.lowest(), run.place);
      if (run.isDone()) {
        return false;
      }
      for (Window hours : hoursWithAny(run.filter, part)) {
        if (!run.window(hours)) {
          return false;
        }
      }
      run.place = part.lowest();
    }
    return true;
  }

  /** Where there is nothing, the counters of more days are read at once. */
  private static int next(int ofDays) {
    return Math.min(2 * ofDays, MAX_DAYS);
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

    /** Reads a window; false if the page ends before the window does. */
    boolean window(Window window) {
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

    boolean isDone() {
      return found.size() > limit
          || steps >= bounds.maxSteps()
          || (steps > 0 && nanos.getAsLong() - start >= bounds.maxTime().toNanos());
    }

    /** Reads the next notifications of a window; true if there are no more in it. */
    boolean step(Window window) {
      steps++;
      int missing = limit + 1 - found.size();
      SearchSql.Statement statement =
          SearchSql.inOrder(filter, key, window, bounds.maxRows(), missing);
      List<Read> read = jdbc.query(statement.sql(), DayWalk::read, statement.toArray());
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

  /** Neighbouring hours of a day together, the latest first. */
  private List<Window> hoursWithAny(SearchFilter filter, Window part) {
    SearchSql.Statement statement = SearchSql.hours(filter, part, CounterStore.addedUntil(jdbc));
    List<Instant> hours =
        jdbc.query(statement.sql(), (row, _) -> PgInstants.get(row, 1), statement.toArray());
    List<Window> windows = new ArrayList<>();
    for (Instant hour : hours) {
      Window next = Window.ofHour(hour);
      if (!windows.isEmpty() && windows.getLast().continues(next)) {
        windows.set(windows.size() - 1, new Window(next.lowest(), windows.getLast().highest()));
      } else {
        windows.add(next);
      }
    }
    return windows.stream()
        .map(window -> window.within(part.lowest(), part.highest()))
        .filter(window -> !window.isEmpty())
        .toList();
  }
}
