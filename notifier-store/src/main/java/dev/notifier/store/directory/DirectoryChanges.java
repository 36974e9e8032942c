package dev.notifier.store.directory;

import dev.notifier.store.PgInstants;
import dev.notifier.store.tracking.SweepStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores who changed which persons of the directory, for the notice of a breach. Thread-safe; calls
 * take part in the transaction of the caller.
 */
public final class DirectoryChanges {
  /** The most rows that one call reads, whether or not they are selected. */
  static final int MAX_SCANNED = 10_000;

  /**
   * So many persons of a tenant are noted a day at least, and {@value #MULTIPLE} times as many as
   * it has.
   */
  static final long LEAST_NOTED = 100_000;

  private static final int MULTIPLE = 2;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;
  private final long leastNoted;
  private final Map<String, Noted> noted = new ConcurrentHashMap<>();

  public DirectoryChanges(DataSource dataSource, InstantSource clock) {
    this(dataSource, clock, LEAST_NOTED);
  }

  DirectoryChanges(DataSource dataSource, InstantSource clock, long leastNoted) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
    this.leastNoted = leastNoted;
  }

  /** How many persons of a tenant were noted on a day of UTC. */
  private record Noted(LocalDate day, AtomicLong persons) {}

  /**
   * The caller who made a change.
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
   * @param enough the number of changes after which a page ends; it has up to a page of a load more
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
   * @param persons those who were changed last first; those whose references were not noted any
   *     more on their day are missing
   * @param next below which id the next page begins; null at the end
   */
  public record Page(Map<String, Long> operations, List<Changed> persons, @Nullable UUID next) {}

  /**
   * Changes persons and notes them in one transaction, so that no change is without its note.
   *
   * @param work with calls of this package and {@link #add}
   */
  public <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }

  /**
   * Notes what a caller has changed. Of a tenant that changes many more persons a day than it has,
   * only the number is noted then: everyone may be among them.
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
          new SqlArrayValue(
              "bigint", (isNamed(tenant, persons.size()) ? persons : List.of()).toArray()),
          persons.size());
    }
  }

  /** Each process counts for itself, from what is stored when it begins with a day. */
  private boolean isNamed(String tenant, int persons) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    Noted known = noted.get(tenant);
    if (known == null || !known.day().equals(today)) {
      known = new Noted(today, new AtomicLong(notedOn(tenant, today)));
      noted.put(tenant, known);
    }
    long after = known.persons().addAndGet(persons);
    return after <= leastNoted || after <= MULTIPLE * size(tenant);
  }

  private long notedOn(String tenant, LocalDate day) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select coalesce(sum(number), 0)::int8 from recipient_changes
            where tenant = ? and id >= ?
            """,
            Long.class,
            tenant,
            SweepStore.lowestId(day.atStartOfDay(ZoneOffset.UTC).toInstant())));
  }

  private long size(String tenant) {
    return jdbc
        .queryForList("select persons from directory_sizes where tenant = ?", Long.class, tenant)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /** Finds the persons that a caller has changed. */
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
                    PgInstants.get(row, "first"),
                    PgInstants.get(row, "last")),
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
