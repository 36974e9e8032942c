package dev.notifier.store.keys;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.keys.KeyContest.Decision;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.DayPartitions.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives the business keys of a batch to its messages, or finds the messages that have them. Works
 * in the transaction of its connection; of two transactions with the same key, the second waits for
 * the first. Used by one thread.
 */
public final class BusinessKeys {
  private final Connection connection;
  private final DayPartitions partitions;
  private final Instant now;
  private final SortedSet<LocalDate> weeks;

  /**
   * @param now by PostgreSQL's clock
   */
  public BusinessKeys(Connection connection, DayPartitions partitions, Instant now) {
    this.connection = connection;
    this.partitions = partitions;
    this.now = now;
    this.weeks = new KeyWeeks(now).current();
  }

  /** A row to write. */
  private record Row(UUID digest, UUID notification, Instant claimedAt, LocalDate week) {}

  /** Creates the partitions of these weeks; see {@link DayPartitions#ensure}. */
  public void ensurePartitions() throws SQLException {
    partitions.ensure(
        connection, Table.BUSINESS_KEYS, weeks, now.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  /**
   * Claims the keys of messages. Locks rows in the order of the keys, so that concurrent workers
   * cannot deadlock.
   *
   * @param claims in the order in which they come first
   * @return the messages that must not be sent, by their ids, with those that were first
   */
  public Map<UUID, FirstMessage> claim(List<KeyClaim> claims) throws SQLException {
    Map<UUID, FirstMessage> duplicates = new HashMap<>();
    if (claims.isEmpty()) {
      return duplicates;
    }
    Map<UUID, KeyContest> contests = contests(claims);
    findBefore(weeks.first(), claims, contests);
    Map<UUID, KeyHolder> holders = new HashMap<>();
    findHolders(contests.values(), holders);
    List<Row> rows = rows(contests.values(), holders);
    if (insert(rows) < rows.size()) {
      List<KeyContest> taken = lockTaken(rows, contests);
      findHolders(taken, holders);
      take(taken, holders);
    }
    contests.values().forEach(contest -> duplicates.putAll(contest.decide(holders).duplicates()));
    return duplicates;
  }

  /** Finds the messages that {@link #claim} would say now, and changes nothing. */
  Set<UUID> find(List<KeyClaim> claims) throws SQLException {
    Map<UUID, KeyContest> contests = contests(claims);
    findBefore(weeks.last().plusWeeks(1), claims, contests);
    Map<UUID, KeyHolder> holders = new HashMap<>();
    findHolders(contests.values(), holders);
    Set<UUID> duplicates = new HashSet<>();
    contests
        .values()
        .forEach(contest -> duplicates.addAll(contest.decide(holders).duplicates().keySet()));
    return duplicates;
  }

  private Map<UUID, KeyContest> contests(List<KeyClaim> claims) {
    Map<UUID, KeyContest> contests = new LinkedHashMap<>();
    for (KeyClaim claim : claims) {
      contests.computeIfAbsent(claim.key().digest(), _ -> new KeyContest(now)).add(claim);
    }
    return contests;
  }

  /** Of each window, one query finds the rows of its weeks that are before another one. */
  private void findBefore(LocalDate end, List<KeyClaim> claims, Map<UUID, KeyContest> contests)
      throws SQLException {
    Map<LocalDate, Set<UUID>> byFirstWeek = new TreeMap<>();
    for (KeyClaim claim : claims) {
      LocalDate first = new KeyWeeks(now).first(claim.key().window());
      if (first.isBefore(end)) {
        byFirstWeek.computeIfAbsent(first, _ -> new HashSet<>()).add(claim.key().digest());
      }
    }
    for (Map.Entry<LocalDate, Set<UUID>> entry : byFirstWeek.entrySet()) {
      try (PreparedStatement select = connection.prepareStatement(KeySql.FIND_EARLIER)) {
        new PgArrays<>(select, List.of()).ids(entry.getValue()).value(entry.getKey()).value(end);
        addStored(select, contests);
      }
    }
  }

  /** The rows of all messages that no message of an earlier week forbids. */
  private List<Row> rows(Collection<KeyContest> contests, Map<UUID, KeyHolder> holders) {
    List<Row> rows = new ArrayList<>(contests.size());
    for (KeyContest contest : contests) {
      KeyClaim winner = contest.decide(holders).winner();
      if (winner != null) {
        for (LocalDate week : weeks) {
          rows.add(
              new Row(contest.digest(), winner.notification(), contest.claimedAt(winner), week));
        }
      }
    }
    return rows;
  }

  /** Inserts the rows of keys that no message has in this week, and returns how many. */
  private int insert(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    try (PreparedStatement insert = connection.prepareStatement(KeySql.INSERT)) {
      new PgArrays<>(insert, rows)
          .time(Row::claimedAt)
          .column("uuid", Row::digest)
          .column("uuid", Row::notification)
          .column("date", Row::week);
      return insert.executeUpdate();
    }
  }

  /** Locks the rows that were there before, and returns their keys. */
  private List<KeyContest> lockTaken(List<Row> rows, Map<UUID, KeyContest> contests)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(KeySql.LOCK_TAKEN)) {
      new PgArrays<>(select, List.of()).ids(digests(rows)).value(weeks.first()).value(weeks.last());
      Set<UUID> taken = addStored(select, contests);
      return taken.stream().map(contests::get).toList();
    }
  }

  /**
   * Gives the rows of this week to the messages that win, or to the one that has the key if only
   * some of the rows of two transactions met at the end of a week.
   */
  private void take(List<KeyContest> taken, Map<UUID, KeyHolder> holders) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (KeyContest contest : taken) {
      Decision decision = contest.decide(holders);
      KeyClaim winner = decision.winner();
      KeyRow holder = decision.holder();
      if (winner != null) {
        rows.add(
            new Row(
                contest.digest(), winner.notification(), contest.claimedAt(winner), weeks.first()));
      } else if (holder != null && weeks.size() > 1) {
        rows.add(
            new Row(contest.digest(), holder.notification(), holder.claimedAt(), weeks.first()));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(KeySql.TAKE)) {
      new PgArrays<>(update, rows)
          .time(Row::claimedAt)
          .column("uuid", Row::digest)
          .column("uuid", Row::notification)
          .ids(digests(rows))
          .value(weeks.first())
          .value(weeks.last());
      update.executeUpdate();
    }
  }

  private Set<UUID> addStored(PreparedStatement select, Map<UUID, KeyContest> contests)
      throws SQLException {
    Set<UUID> found = new HashSet<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        KeyRow row =
            new KeyRow(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                PgInstants.get(rows, 3));
        KeyContest contest = contests.get(row.digest());
        if (contest != null) {
          contest.add(row);
          found.add(row.digest());
        }
      }
    }
    return found;
  }

  private void findHolders(Collection<KeyContest> contests, Map<UUID, KeyHolder> holders)
      throws SQLException {
    Set<UUID> ids = new HashSet<>();
    contests.forEach(contest -> contest.stored().forEach(row -> ids.add(row.notification())));
    ids.removeAll(holders.keySet());
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement select = connection.prepareStatement(KeySql.FIND_HOLDERS)) {
      new PgArrays<>(select, List.of()).ids(ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          holders.put(
              rows.getObject(1, UUID.class),
              new KeyHolder(
                  rows.getString(2),
                  NotificationState.of(rows.getString(3)),
                  rows.getObject(4, UUID.class)));
        }
      }
    }
  }

  private static Set<UUID> digests(List<Row> rows) {
    return rows.stream().map(Row::digest).collect(Collectors.toSet());
  }
}
