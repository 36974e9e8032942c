package dev.notifier.store.search;

import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.partitions.PlannedOnce;
import dev.notifier.store.search.SearchField.Index;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds notifications page by page, those that were planned last first. A page begins below an id,
 * so notifications that are added meanwhile neither repeat nor hide others. Thread-safe.
 */
public final class NotificationSearch {
  /** For some days only. */
  static final String PLAN_FOR_DAYS =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off";

  /** The number of days up to which planning is faster than looking into all others. */
  private static final int MAX_PLANNED_DAYS = 16;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final PlannedOnce once;
  private final NotificationLookup lookup;
  private final DayWalk walk;
  private final Bounds bounds;
  private final InstantSource clock;

  /**
   * How much work a page is.
   *
   * @param maxOfKey of how many notifications with a value all are read; if there are more, they
   *     are so frequent that reading in the order of time finds them
   * @param maxRows how many notifications a step reads
   * @param maxSteps how many steps a page has at most; 1 or more
   * @param maxTime after which no further step begins
   */
  public record Bounds(int maxOfKey, int maxRows, int maxSteps, Duration maxTime) {
    /** For pages of at most some hundred notifications. */
    public static final Bounds DEFAULT = new Bounds(5_000, 2_000, 100, Duration.ofMillis(25));
  }

  /**
   * A page.
   *
   * @param notifications the newest first
   * @param next below which id the next page begins; null if there is none
   * @param complete false if the page has fewer notifications than were asked for because its work
   *     is bounded: the next page may have more
   */
  public record Found(
      List<StoredNotification> notifications, @Nullable UUID next, boolean complete) {}

  /** As {@link Found}, with the ids. */
  record FoundIds(List<UUID> ids, @Nullable UUID next) {}

  /** A row that was read, and whether it is wanted. */
  private record Read(UUID id, boolean wanted) {}

  /**
   * @param clock decides only how a search is planned
   * @param nanos a monotonic clock
   */
  public NotificationSearch(
      DataSource dataSource,
      NotificationLookup lookup,
      Bounds bounds,
      InstantSource clock,
      LongSupplier nanos) {
    this.clock = clock;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.once = new PlannedOnce(dataSource);
    this.lookup = lookup;
    this.walk = new DayWalk(jdbc, bounds, nanos);
    this.bounds = bounds;
  }

  /**
   * Finds a page.
   *
   * @param before {@code next} of the page before; null = the first page
   * @param limit the most notifications of the page, 1 or more
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Found find(SearchFilter filter, @Nullable UUID before, int limit) {
    UUID highest = filter.highest();
    UUID end = before == null || IdOrder.compare(before, highest) > 0 ? highest : before;
    SearchField indexed = filter.indexed();
    FoundIds found =
        indexed == null || indexed.index() == Index.ORDERED
            ? walk(filter, indexed, end, limit)
            : ofKey(filter, indexed, end, limit);
    List<StoredNotification> notifications = lookup.findAllById(filter.tenant(), found.ids());
    return new Found(
        notifications, found.next(), found.next() == null || found.ids().size() == limit);
  }

  private FoundIds walk(
      SearchFilter filter, @Nullable SearchField indexed, UUID before, int limit) {
    return transaction.execute(_ -> walk.find(filter, indexed, before, limit));
  }

  /** All notifications of a person, for example, are read and sorted. */
  private FoundIds ofKey(SearchFilter filter, SearchField key, UUID before, int limit) {
    List<Read> read = read(filter, key, before);
    if (read.size() > bounds.maxOfKey()) {
      return walk(filter, null, before, limit);
    }
    List<UUID> wanted =
        read.stream()
            .filter(Read::wanted)
            .map(Read::id)
            .sorted((a, b) -> IdOrder.compare(b, a))
            .limit(limit + 1L)
            .toList();
    return page(wanted, limit, null);
  }

  private List<Read> read(SearchFilter filter, SearchField key, UUID before) {
    UUID firstDay = firstDay(filter);
    SearchSql.Statement statement =
        SearchSql.ofKey(filter, key, firstDay, before, bounds.maxOfKey() + 1);
    if (firstDay == null) {
      return once.query(statement.sql(), NotificationSearch::read, statement.toArray());
    }
    return transaction.execute(_ -> {
      jdbc.execute(PLAN_FOR_DAYS);
      return jdbc.query(statement.sql(), NotificationSearch::read, statement.toArray());
    });
  }

  /** The lowest id of the first day that is searched; null if there are many days. */
  private @Nullable UUID firstDay(SearchFilter filter) {
    Instant from = filter.from();
    return from == null || from.isBefore(clock.instant().minus(MAX_PLANNED_DAYS, ChronoUnit.DAYS))
        ? null
        : SearchFilter.idOf(from.truncatedTo(ChronoUnit.DAYS));
  }

  private static Read read(ResultSet row, int index) throws SQLException {
    return new Read(row.getObject("id", UUID.class), row.getBoolean("wanted"));
  }

  /**
   * Cuts a page.
   *
   * @param found one more than the limit shows that there is another page
   * @param stopped where the search stopped; null if it reached its end
   */
  static FoundIds page(List<UUID> found, int limit, @Nullable UUID stopped) {
    if (found.size() <= limit) {
      return new FoundIds(found, stopped);
    }
    List<UUID> ids = new ArrayList<>(found.subList(0, limit));
    return new FoundIds(ids, ids.getLast());
  }
}
