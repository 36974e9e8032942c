package dev.notifier.store.directory;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores and finds the recipients of a tenant. Of several statements about a person, the newest
 * counts, in whatever order they come. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class RecipientStore {
  /** The most persons that one call stores. */
  public static final int MAX_PAGE = 1_000;

  /** The persons with a number are counted up to this number. */
  public static final int MAX_SHARED = 100;

  /**
   * What is stored already is not written again: a conflict would lock its row, which is a write.
   * Each row is found by its key, and never by the tenant, who may have most of the table. A time
   * in the future would win over all statements until then, so it counts as now. In the order of
   * the key, so that two loads do not deadlock.
   */
  private static final String STORE =
      """
      with page as (
        select p.person_ref, p.numbers::bigint[] as numbers, p.locale, p.kind, p.living_area,
          p.changed_at is not null as dated, least(p.changed_at, clock_timestamp()) as changed_at
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
          as p (person_ref, numbers, locale, kind, living_area, changed_at))
      insert into recipients as r
        (tenant, person_ref, numbers, locale, kind, living_area, changed_at)
      select t.tenant, p.person_ref, p.numbers, p.locale, p.kind, p.living_area, p.changed_at
      from page p cross join (values (?::text)) as t (tenant)
      left join lateral (
        select * from recipients where tenant = t.tenant and person_ref = p.person_ref limit 1) s
        on true
      where s.changed_at is null
        or s.changed_at <= p.changed_at
          and (p.dated and s.changed_at < p.changed_at
            or (s.numbers, s.locale, s.kind, s.living_area)
              is distinct from (p.numbers, p.locale, p.kind, p.living_area))
      order by p.person_ref collate "C"
      on conflict (tenant, person_ref) do update set
        numbers = excluded.numbers, locale = excluded.locale, kind = excluded.kind,
        living_area = excluded.living_area, changed_at = excluded.changed_at
      where r.changed_at <= excluded.changed_at
      returning r.person_ref, old.person_ref is null as created
      """;

  /** The most persons with a number that are sorted: very many may share one. */
  static final int MAX_SORTED = 1_000;

  /**
   * As the index of the numbers has it. The tenant itself is in the key: PostgreSQL would read all
   * that the tenant has, if it believes that it is little.
   */
  private static final String TENANT = "array[tenant] @> array[?::text]";

  static final String SHARED =
      """
      select n.number, (
        select count(*) from (
          select 1 from recipients where numbers @> array[n.number] and %s limit ?) r)
      from unnest(?::bigint[]) as n (number)
      """
          .formatted(TENANT);

  private static final String COLUMNS =
      "select person_ref, numbers, locale, kind, living_area, changed_at from recipients ";

  static final String BY_PHONE =
      """
      select * from (%s where numbers @> array[?::bigint] and %s limit ?) r
      order by person_ref collate "C" limit ?
      """
          .formatted(COLUMNS, TENANT);

  /**
   * For the transaction. A plan that is kept since the table was small would read the whole table
   * when it has grown; and PostgreSQL expects that one person of two hundred has a number.
   */
  static final String USE_INDEXES = "set local enable_seqscan = off";

  /** Of one page, while others store persons of the same tenant. */
  private static final int MAX_ATTEMPTS = 3;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final TransactionTemplate attempt;
  private final long maxPersons;

  /**
   * @param maxPersons of each tenant
   */
  public RecipientStore(DataSource dataSource, long maxPersons) {
    this.maxPersons = maxPersons;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.attempt = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    attempt.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  private <T> T withIndexes(Supplier<T> work) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          jdbc.execute(USE_INDEXES);
          return work.get();
        }));
  }

  /**
   * What became of statements.
   *
   * @param created persons that the directory did not have
   * @param changed persons about whom it says something else now
   * @param unchanged statements that it has already, or newer ones
   */
  public record Stored(int created, int changed, int unchanged) {
    public static final Stored NOTHING = new Stored(0, 0, 0);

    public Stored plus(Stored other) {
      return new Stored(
          created + other.created, changed + other.changed, unchanged + other.unchanged);
    }

    /** Whether the directory is another one now. */
    public boolean isChange() {
      return created + changed > 0;
    }
  }

  /**
   * What became of statements, and about whom the directory says something else now.
   *
   * @param references of the persons who were created or changed
   * @param refused references of the persons for whom there was no room; their statements are in no
   *     count
   */
  public record Outcome(Stored stored, List<String> references, Set<String> refused) {
    private static final Outcome NOTHING = new Outcome(Stored.NOTHING, List.of(), Set.of());

    /** Omits the references. */
    @Override
    public String toString() {
      return "Outcome[" + stored + ", refused=" + refused.size() + "]";
    }
  }

  /**
   * Stores statements about persons in one transaction. Repeating it is safe. If the tenant would
   * have more persons than allowed, those who are new beyond that are refused, and all others are
   * stored.
   *
   * @param statements at most {@value #MAX_PAGE}, in the order in which they were made; they may be
   *     about the same person
   * @throws ConcurrencyFailureException if others who store persons of a tenant that is almost full
   *     were faster each time; nothing is stored then
   */
  public Outcome store(String tenant, List<Recipient> statements) {
    if (statements.size() > MAX_PAGE) {
      throw new IllegalArgumentException("More than " + MAX_PAGE + " statements");
    }
    List<Recipient> newest = List.copyOf(newest(statements));
    if (newest.isEmpty()) {
      return Outcome.NOTHING;
    }
    return withIndexes(() -> {
      for (int i = 1; i <= MAX_ATTEMPTS; i++) {
        // The last attempt needs no room, so others cannot take it.
        Set<String> refused =
            withoutRoom(tenant, newest, i == MAX_ATTEMPTS ? 0 : maxPersons - persons(tenant));
        Outcome outcome = attempt(tenant, newest, statements, refused);
        if (outcome != null) {
          return outcome;
        }
      }
      throw new ConcurrencyFailureException("Others store persons of the tenant");
    });
  }

  /** Those who are new, apart from the first ones. */
  private Set<String> withoutRoom(String tenant, List<Recipient> persons, long room) {
    if (persons.size() <= room) {
      return Set.of();
    }
    List<String> references = persons.stream().map(Recipient::personRef).toList();
    Set<String> known = known(tenant, references);
    return references.stream()
        .filter(reference -> !known.contains(reference))
        .skip(Math.max(0, room))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Stores the others; null if there are too many persons then, and nothing was stored. */
  private @Nullable Outcome attempt(
      String tenant, List<Recipient> newest, List<Recipient> statements, Set<String> refused) {
    List<Recipient> page =
        newest.stream().filter(each -> !refused.contains(each.personRef())).toList();
    if (page.isEmpty()) {
      return new Outcome(Stored.NOTHING, List.of(), refused);
    }
    long said = statements.stream().filter(each -> !refused.contains(each.personRef())).count();
    return attempt.execute(status -> {
      Written written =
          Objects.requireNonNull(
              jdbc.execute(
                  STORE,
                  (PreparedStatementCallback<Written>)
                      statement -> store(statement, tenant, page)));
      if (written.created() > 0 && persons(tenant) > maxPersons) {
        status.setRollbackOnly();
        return null;
      }
      int changed = written.references().size();
      return new Outcome(
          new Stored(written.created(), changed - written.created(), (int) said - changed),
          written.references(),
          refused);
    });
  }

  /** Which of these persons the directory has. */
  private Set<String> known(String tenant, Collection<String> references) {
    return withIndexes(() ->
        Set.copyOf(
            jdbc.queryForList(
                "select person_ref from recipients where tenant = ? and person_ref = any(?)",
                String.class,
                tenant,
                new SqlArrayValue("text", Set.copyOf(references).toArray()))));
  }

  /**
   * As the triggers have counted them. After persons were created in this transaction, others who
   * create persons of the tenant wait until its end.
   */
  private long persons(String tenant) {
    return jdbc
        .queryForList("select persons from directory_sizes where tenant = ?", Long.class, tenant)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /** Who was created or changed, and how many of them were created. */
  private record Written(int created, List<String> references) {}

  private static Written store(PreparedStatement statement, String tenant, List<Recipient> page)
      throws SQLException {
    new PgArrays<>(statement, page)
        .column("text", Recipient::personRef)
        .column("text", recipient -> Numbers.array(recipient.phones()))
        .column("text", Recipient::locale)
        .column("text", Recipient::kind)
        .column("text", Recipient::livingArea)
        .time(Recipient::changedAt)
        .value(tenant);
    List<String> references = new ArrayList<>();
    int created = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        references.add(rows.getString("person_ref"));
        created += rows.getBoolean("created") ? 1 : 0;
      }
    }
    return new Written(created, List.copyOf(references));
  }

  /** The newest statement about each person; of two with the same time, the later one. */
  private static Collection<Recipient> newest(List<Recipient> statements) {
    Map<String, Recipient> newest = new LinkedHashMap<>();
    for (Recipient each : statements) {
      newest.merge(
          each.personRef(), each, (before, later) -> isOlder(later, before) ? before : later);
    }
    return newest.values();
  }

  /** A statement without a time is of now. */
  private static boolean isOlder(Recipient recipient, Recipient other) {
    Instant changedAt = recipient.changedAt();
    return changedAt != null
        && (other.changedAt() == null || changedAt.isBefore(other.changedAt()));
  }

  /** Finds a person. */
  public Optional<Recipient> find(String tenant, String personRef) {
    return withIndexes(() ->
        jdbc
            .query(
                COLUMNS + "where tenant = ? and person_ref = ?",
                (row, _) -> recipient(row),
                tenant,
                personRef)
            .stream()
            .findFirst());
  }

  /**
   * Finds who has a number, in the order of the references. If more than {@value #MAX_SORTED} have
   * it, some of them.
   *
   * @param phone in E.164 form
   */
  public List<Recipient> findByPhone(String tenant, String phone, int maxRecipients) {
    return withIndexes(() ->
        jdbc.query(
            BY_PHONE,
            (row, _) -> recipient(row),
            Numbers.of(phone),
            tenant,
            MAX_SORTED,
            maxRecipients));
  }

  /**
   * How many persons have each of these numbers.
   *
   * @param phones in E.164 form
   * @return for each number, counted up to {@value #MAX_SHARED}
   */
  public Map<String, Integer> sharedBy(String tenant, Collection<String> phones) {
    return withIndexes(() -> {
      Map<String, Integer> shared = new HashMap<>();
      jdbc.query(
          SHARED,
          row -> {
            shared.put(Numbers.phone(row.getLong(1)), row.getInt(2));
          },
          tenant,
          MAX_SHARED,
          Numbers.array(List.copyOf(phones)));
      return shared;
    });
  }

  /** Removes a person; false if the directory does not have the person. */
  public boolean delete(String tenant, String personRef) {
    return withIndexes(() ->
        jdbc.update("delete from recipients where tenant = ? and person_ref = ?", tenant, personRef)
            == 1);
  }

  private static Recipient recipient(ResultSet row) throws SQLException {
    return new Recipient(
        row.getString("person_ref"),
        Numbers.phones(row.getArray("numbers")),
        row.getString("locale"),
        row.getString("kind"),
        row.getString("living_area"),
        PgInstants.get(row, "changed_at"));
  }
}
