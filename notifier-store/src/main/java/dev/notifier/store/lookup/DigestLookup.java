package dev.notifier.store.lookup;

import dev.notifier.store.partitions.PlannedOnce;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the notifications of digests. Most are asked for soon after they were planned, so a few
 * partitions are read first, and the others only for what is not found there: from the newest to
 * the oldest for a single digest, else a few at a time. Thread-safe.
 */
public final class DigestLookup {
  /** The days are constants for PostgreSQL, which plans only their partitions. */
  private static final String OF_DAYS =
      "select digest, notification_id from event_digests where digest = any(?) and day = any(?)";

  /** PostgreSQL reads one day after the other, and stops at the first that has the digest. */
  private static final String OF_NEWEST_DAY =
      "select notification_id from event_digests where digest = ? order by day desc limit 1";

  private static final int RECENT_DAYS = 3;

  /** Longer than digests may be kept; a day outside has no partition, or no name in PostgreSQL. */
  private static final int MAX_DAYS_APART = 400;

  /** The number of partitions that one statement reads, for few digests. */
  private static final int MAX_DAYS = 16;

  /** Each may read a page of an index from the disk. */
  private static final int MAX_PROBES = 4_000;

  private final JdbcTemplate jdbc;
  private final PlannedOnce once;
  private final InstantSource clock;

  /**
   * @param clock decides only which partitions are read first
   */
  public DigestLookup(DataSource database, InstantSource clock) {
    this.jdbc = new JdbcTemplate(database);
    this.once = new PlannedOnce(database);
    this.clock = clock;
  }

  /** Returns the ids of the notifications by digest; omits unknown digests. */
  public Map<UUID, UUID> find(Collection<UUID> digests) {
    return find(digests, null);
  }

  /**
   * As {@link #find(Collection)}.
   *
   * @param probablyOn a day that is read first, with the recent days; null = none. Ignored if it is
   *     more than {@value #MAX_DAYS_APART} days from today
   */
  Map<UUID, UUID> find(Collection<UUID> digests, @Nullable LocalDate probablyOn) {
    Map<UUID, UUID> found = new HashMap<>();
    if (digests.isEmpty()) {
      return found;
    }
    List<LocalDate> first = new ArrayList<>(recentDays());
    if (probablyOn != null && isNearToday(probablyOn) && !first.contains(probablyOn)) {
      first.add(probablyOn);
    }
    read(digests, first, found);
    List<UUID> others = unknown(digests, found);
    if (others.size() == 1) {
      readNewest(others.getFirst(), found);
    } else if (!others.isEmpty()) {
      readOtherDays(others, daysWithout(first), found);
    }
    return found;
  }

  private void readOtherDays(List<UUID> digests, List<LocalDate> days, Map<UUID, UUID> found) {
    List<UUID> others = digests;
    for (int begin = 0; begin < days.size() && !others.isEmpty(); ) {
      int end = Math.min(begin + daysOfStatement(others.size()), days.size());
      read(others, days.subList(begin, end), found);
      others = unknown(others, found);
      begin = end;
    }
  }

  private void readNewest(UUID digest, Map<UUID, UUID> found) {
    once.query(OF_NEWEST_DAY, (row, _) -> row.getObject(1, UUID.class), digest)
        .forEach(id -> found.put(digest, id));
  }

  private boolean isNearToday(LocalDate day) {
    return Math.abs(ChronoUnit.DAYS.between(today(), day)) <= MAX_DAYS_APART;
  }

  private static List<UUID> unknown(Collection<UUID> digests, Map<UUID, UUID> found) {
    return digests.stream().filter(digest -> !found.containsKey(digest)).toList();
  }

  /** Statements are short, however many digests and partitions there are. */
  private static int daysOfStatement(int digests) {
    return Math.clamp(MAX_PROBES / digests, 1, MAX_DAYS);
  }

  /** The other days that have a partition, the newest first. */
  private List<LocalDate> daysWithout(List<LocalDate> known) {
    List<LocalDate> days =
        jdbc.query(
            "select d from partition_days('event_digests') d order by d desc",
            (row, _) -> row.getObject(1, LocalDate.class));
    return days.stream().filter(day -> !known.contains(day)).toList();
  }

  /** As {@link #find}, but only for events that were planned in the last days. */
  Map<UUID, UUID> findRecent(Collection<UUID> digests) {
    Map<UUID, UUID> found = new HashMap<>();
    if (!digests.isEmpty()) {
      read(digests, recentDays(), found);
    }
    return found;
  }

  private List<LocalDate> recentDays() {
    LocalDate today = today();
    return IntStream.rangeClosed(-RECENT_DAYS, 1).mapToObj(today::plusDays).toList();
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void read(Collection<UUID> digests, List<LocalDate> days, Map<UUID, UUID> found) {
    jdbc.query(
        OF_DAYS,
        statement -> {
          setDigests(statement, digests);
          statement.setArray(2, statement.getConnection().createArrayOf("date", days.toArray()));
        },
        row -> {
          found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
  }

  private static void setDigests(PreparedStatement statement, Collection<UUID> digests)
      throws SQLException {
    statement.setArray(1, statement.getConnection().createArrayOf("uuid", digests.toArray()));
  }
}
