package dev.notifier.store.directory;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Who has changed which persons of the directory, for the notice of a breach. Thread-safe; calls
 * take part in the transaction of the caller.
 */
public final class DirectoryChanges {
  /** The most rows that one call reads, whether or not they are selected. */
  static final int MAX_SCANNED = 10_000;

  private final JdbcTemplate jdbc;

  public DirectoryChanges(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * By whom.
   *
   * @param name as in the audit
   * @param kind as in the audit
   */
  public record Actor(String name, String kind) {}

  /** Which callers are meant. */
  public enum By {
    /** The holders of a stored key, by its id, or of one of the configuration, by its name. */
    KEY {
      @Override
      boolean is(Actor actor, String name) {
        return switch (actor.kind()) {
          case "key" -> actor.name().endsWith(":" + name);
          case "configured-key" -> actor.name().equals(name);
          default -> false;
        };
      }
    },
    /** A user, by the name. */
    USER {
      @Override
      boolean is(Actor actor, String name) {
        return actor.kind().equals("user") && actor.name().equals("user:" + name);
      }
    };

    abstract boolean is(Actor actor, String name);
  }

  /**
   * What is asked.
   *
   * @param from the lowest id, inclusive
   * @param before the id after the first row, exclusive
   * @param enough after so many changes, a page ends; it has up to a page of a load more
   */
  public record Question(String tenant, By by, String name, UUID from, UUID before, int enough) {}

  /**
   * A person who was changed.
   *
   * @param digest of the reference
   * @param changes how many on this page
   */
  public record Changed(long digest, long changes, Instant first, Instant last) {}

  /**
   * Some changes.
   *
   * @param operations how many persons each has changed
   * @param persons those who were changed last first
   * @param next below which id the next page begins; null at the end
   */
  public record Page(Map<String, Long> operations, List<Changed> persons, @Nullable UUID next) {}

  /**
   * Notes what a caller has changed.
   *
   * @param operation of the API description
   * @param persons the digests of their references; nothing is noted if there are none
   */
  public void add(String tenant, Actor actor, String operation, List<Long> persons) {
    if (!persons.isEmpty()) {
      jdbc.update(
          """
          insert into recipient_changes (tenant, actor, actor_kind, operation, persons, number)
          values (?, ?, ?, ?, ?, ?)
          """,
          tenant,
          actor.name(),
          actor.kind(),
          operation,
          new SqlArrayValue("bigint", persons.toArray()),
          persons.size());
    }
  }

  /** Finds whom somebody has changed. */
  public Page find(Question question) {
    List<Row> rows =
        jdbc.query(
            """
            select id, actor, actor_kind, operation, number from recipient_changes
            where tenant = ? and id < ? and id >= ? order by id desc limit ?
            """,
            (row, _) ->
                new Row(
                    row.getObject("id", UUID.class),
                    new Actor(row.getString("actor"), row.getString("actor_kind")),
                    row.getString("operation"),
                    row.getInt("number")),
            question.tenant(),
            question.before(),
            question.from(),
            MAX_SCANNED);
    Map<String, Long> operations = new TreeMap<>();
    List<UUID> selected = new ArrayList<>();
    long changes = 0;
    for (Row row : rows) {
      if (question.by().is(row.actor(), question.name())) {
        operations.merge(row.operation(), (long) row.number(), Long::sum);
        selected.add(row.id());
        changes += row.number();
      }
      if (changes >= question.enough()) {
        return new Page(operations, persons(selected), row.id());
      }
    }
    return new Page(
        operations, persons(selected), rows.size() == MAX_SCANNED ? rows.getLast().id() : null);
  }

  private record Row(UUID id, Actor actor, String operation, int number) {}

  private List<Changed> persons(List<UUID> rows) {
    return rows.isEmpty()
        ? List.of()
        : jdbc.query(
            """
            select person, count(*) as changes, min(uuid_extract_timestamp(id)) as first,
              max(uuid_extract_timestamp(id)) as last
            from recipient_changes cross join unnest(persons) as person
            where id = any(?) group by person order by last desc, person
            """,
            (row, _) ->
                new Changed(
                    row.getLong("person"),
                    row.getLong("changes"),
                    row.getObject("first", OffsetDateTime.class).toInstant(),
                    row.getObject("last", OffsetDateTime.class).toInstant()),
            new SqlArrayValue("uuid", rows.toArray()));
  }

  /**
   * Deletes the oldest changes.
   *
   * @param before the id after the last one, exclusive
   * @return how many rows were deleted
   */
  public int delete(UUID before, int maxRows) {
    return jdbc.update(
        """
        delete from recipient_changes where id in (
          select id from recipient_changes where id < ? order by id limit ?)
        """,
        before,
        maxRows);
  }
}
