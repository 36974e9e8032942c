package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Adds to the states of numbers the persons about whom they want no messages. Thread-safe. */
final class ExcludedSubjects {
  /** Goes from one tenant and subject of a number to its next, and reads the newest statement. */
  static final String NEWEST =
      """
      with recursive subjects as (
        select recipient, first.tenant, first.subject
        from unnest(?::uuid[]) as page (recipient) cross join lateral (
          select tenant, subject from excluded_persons e where e.recipient = page.recipient
          order by tenant, subject limit 1) first
        union all
        select s.recipient, next.tenant, next.subject from subjects s cross join lateral (
          select tenant, subject from excluded_persons e
          where e.recipient = s.recipient and (e.tenant, e.subject) > (s.tenant, s.subject)
          order by tenant, subject limit 1) next)
      select s.recipient, s.tenant, s.subject, newest.excluded,
        greatest(1, extract(epoch from last.recorded_at)::int8 - ?) as version
      from subjects s cross join lateral (
        select excluded from excluded_persons e
        where e.recipient = s.recipient and e.tenant = s.tenant and e.subject = s.subject
        order by at desc, id desc limit 1) newest
      cross join lateral (
        select recorded_at from excluded_persons e where e.recipient = s.recipient
        order by recorded_at desc limit 1) last
      """;

  private final JdbcTemplate jdbc;

  ExcludedSubjects(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private static final class Persons {
    private final Map<String, List<Long>> excluded = new HashMap<>();
    private final Map<String, List<Long>> included = new HashMap<>();
    private int version = 1;
  }

  /**
   * Completes states.
   *
   * @param versionZero the seconds of version 0
   */
  void addTo(Map<UUID, OptOutRecord> states, Set<UUID> recipients, long versionZero) {
    Map<UUID, Persons> persons = new HashMap<>();
    jdbc.query(
        NEWEST,
        row -> {
          Persons known =
              persons.computeIfAbsent(row.getObject("recipient", UUID.class), _ -> new Persons());
          known.version = row.getInt("version");
          (row.getBoolean("excluded") ? known.excluded : known.included)
              .computeIfAbsent(row.getString("tenant"), _ -> new ArrayList<>())
              .add(row.getLong("subject"));
        },
        new SqlArrayValue("uuid", recipients.toArray()),
        versionZero);
    persons.forEach((recipient, known) -> {
      OptOutRecord state = states.getOrDefault(recipient, OptOutRecord.of(1, Map.of()));
      states.put(
          recipient,
          OptOutRecord.of(Math.max(state.version(), known.version), state.scopes())
              .withPersons(known.excluded, known.included));
    });
  }
}
