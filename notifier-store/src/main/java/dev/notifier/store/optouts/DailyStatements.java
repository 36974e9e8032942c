package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Limits how many rows the statements about one number, scope and purpose add within 24 hours.
 * Beyond the limit, a statement that repeats the newest one moves its time instead, so what is in
 * force is the same as with a row for each. Takes part in the transaction of the caller, which
 * holds the locks of the scopes. Thread-safe.
 */
final class DailyStatements {
  /** Someone who says so by hand needs a few. */
  static final int MAX = 50;

  /**
   * Reads the statements of the day in the order of their records: a number may have any number of
   * older ones. Those of other tenants are limited as well, and so is what is read.
   */
  private static final String FULL =
      """
      select k.n, day.known from unnest(?::uuid[], ?::text[], ?::text[], ?::int[]) with ordinality
        as k (recipient, scope, purpose, more, n)
      cross join lateral (
        select count(*) as known from (
          select scope, purpose from opt_out_events e
          where e.recipient = k.recipient and e.recorded_at > now() - interval '1 day'
          order by e.recorded_at desc limit 10000) said
        where said.scope = k.scope and said.purpose = k.purpose) day
      where day.known + k.more > ?
      """;

  private static final String KNOWN =
      """
      select k.n from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::bool[])
        with ordinality as k (recipient, scope, purpose, at, opted_out, n)
      where exists (
        select from opt_out_events e where e.recipient = k.recipient and e.scope = k.scope
          and e.purpose = k.purpose and e.at = k.at and e.opted_out = k.opted_out)
      """;

  private final JdbcTemplate jdbc;

  DailyStatements(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The statements of a page.
   *
   * @param within those that have room
   * @param beyond of the others, the newest about each subject
   */
  record Split(List<OptOutStatement> within, List<OptOutStatement> beyond) {}

  private record Subject(UUID recipient, String scope, OptOutPurpose purpose) {
    static Subject of(OptOutStatement said) {
      return new Subject(said.recipient(), said.scope(), said.purpose());
    }
  }

  private record Newest(UUID id, boolean optedOut, Instant at) {}

  /** Finds which statements exceed the limit; those that are recorded already do not. */
  Split split(List<OptOutStatement> page) {
    Map<Subject, List<OptOutStatement>> bySubject = new LinkedHashMap<>();
    page.forEach(
        said -> bySubject.computeIfAbsent(Subject.of(said), _ -> new ArrayList<>()).add(said));
    Map<Subject, Integer> full = full(bySubject);
    if (full.isEmpty()) {
      return new Split(page, List.of());
    }
    List<OptOutStatement> within = new ArrayList<>();
    List<OptOutStatement> beyond = new ArrayList<>();
    bySubject.forEach((subject, statements) -> {
      Integer known = full.get(subject);
      if (known == null) {
        within.addAll(statements);
      } else {
        List<OptOutStatement> fresh = withoutKnown(statements);
        int room = Math.min(Math.max(0, MAX - known), fresh.size());
        within.addAll(fresh.subList(0, room));
        if (room < fresh.size()) {
          beyond.add(fresh.getLast());
        }
      }
    });
    return new Split(within, beyond);
  }

  /** Which subjects would have too many statements of the day, and how many they have. */
  private Map<Subject, Integer> full(Map<Subject, List<OptOutStatement>> bySubject) {
    List<Map.Entry<Subject, List<OptOutStatement>>> subjects = List.copyOf(bySubject.entrySet());
    return Objects.requireNonNull(
        jdbc.execute(
            FULL,
            (PreparedStatementCallback<Map<Subject, Integer>>)
                statement -> full(statement, subjects)));
  }

  private static Map<Subject, Integer> full(
      PreparedStatement statement, List<Map.Entry<Subject, List<OptOutStatement>>> subjects)
      throws SQLException {
    new PgArrays<>(statement, subjects)
        .column("uuid", each -> each.getKey().recipient())
        .column("text", each -> each.getKey().scope())
        .column("text", each -> each.getKey().purpose().name())
        .column("int", each -> each.getValue().size())
        .value(MAX);
    Map<Subject, Integer> full = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        full.put(subjects.get(rows.getInt(1) - 1).getKey(), rows.getInt(2));
      }
    }
    return full;
  }

  /** Those that are not recorded yet, the oldest first. */
  private List<OptOutStatement> withoutKnown(List<OptOutStatement> statements) {
    Set<Integer> known =
        Objects.requireNonNull(
            jdbc.execute(
                KNOWN,
                (PreparedStatementCallback<Set<Integer>>)
                    statement -> known(statement, statements)));
    List<OptOutStatement> fresh = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      if (!known.contains(i)) {
        fresh.add(statements.get(i));
      }
    }
    return fresh.stream().distinct().sorted(Comparator.comparing(OptOutStatement::at)).toList();
  }

  private static Set<Integer> known(PreparedStatement statement, List<OptOutStatement> statements)
      throws SQLException {
    new PgArrays<>(statement, statements)
        .column("uuid", OptOutStatement::recipient)
        .column("text", OptOutStatement::scope)
        .column("text", each -> each.purpose().name())
        .column("timestamptz", each -> each.at().atOffset(ZoneOffset.UTC))
        .column("bool", OptOutStatement::optedOut);
    Set<Integer> known = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        known.add(rows.getInt(1) - 1);
      }
    }
    return known;
  }

  /**
   * Lets statements count without a row for each.
   *
   * @return those that say something else than the newest statement before, which need a row
   */
  List<OptOutStatement> fold(List<OptOutStatement> beyond) {
    List<OptOutStatement> others = new ArrayList<>();
    for (OptOutStatement said : beyond) {
      Newest newest = newest(said);
      if (newest.at().isBefore(said.at())) {
        if (newest.optedOut() == said.optedOut()) {
          jdbc.update(
              "update opt_out_events set at = ? where id = ?",
              said.at().atOffset(ZoneOffset.UTC),
              newest.id());
        } else {
          others.add(said);
        }
      }
    }
    return others;
  }

  /** A number that is beyond the limit has one. */
  private Newest newest(OptOutStatement said) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select id, opted_out, at from opt_out_events
            where recipient = ? and scope = ? and purpose = ? order by at desc, id desc limit 1
            """,
            (row, _) ->
                new Newest(
                    row.getObject("id", UUID.class),
                    row.getBoolean("opted_out"),
                    PgInstants.get(row, "at")),
            said.recipient(),
            said.scope(),
            said.purpose().name()));
  }
}
