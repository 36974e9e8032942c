package dev.notifier.store.people;

import dev.notifier.store.PgInstants;
import dev.notifier.store.directory.Recipient;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the directory says about a person. A person who is known by the number may share it: the
 * number is removed from each {@link Recipient}, and those who have no other are removed.
 */
final class DirectoryData implements PersonalDataStore {
  /** Rows have no id: one that is always the same for a reference. */
  private static final String ID = "md5(person_ref)::uuid";

  private static final UUID LAST = new UUID(-1, -1);

  private static final String OF_PERSON = "tenant = ? and person_ref = ?";

  /** As the index of the numbers has it. The key begins with the tenant, who may have most rows. */
  private static final String OF_NUMBER =
      "array[tenant] @> array[?::text] and numbers @> array[?::bigint]";

  /** All persons with a number are read and sorted for a page. */
  static final int MAX_SHARED = 10_000;

  private final JdbcTemplate jdbc;
  private final int maxShared;

  DirectoryData(JdbcTemplate jdbc) {
    this(jdbc, MAX_SHARED);
  }

  DirectoryData(JdbcTemplate jdbc, int maxShared) {
    this.jdbc = jdbc;
    this.maxShared = maxShared;
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public Set<String> tables() {
    return Set.of("recipients");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    String phone = person.phone();
    if (phone != null && isPlaceholder(person)) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put("phones", List.of(phone));
      values.put("sharedByMoreThan", maxShared);
      return after == null ? List.of(new Item(LAST, values)) : List.of();
    }
    return jdbc.query(
        """
        select %2$s as id, person_ref, numbers, locale, kind, living_area, changed_at
        from recipients where %1$s and %2$s > ? order by %2$s limit ?
        """
            .formatted(condition(person), ID),
        (row, _) -> item(row, person),
        person.tenant(),
        key(person),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  /** Whether so many have the number that it says nothing about any of them. */
  private boolean isPlaceholder(Person person) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select count(*) > ? from (select 1 from recipients where %s limit ?) r"
                .formatted(OF_NUMBER),
            Boolean.class,
            maxShared,
            person.tenant(),
            key(person),
            maxShared + 1));
  }

  /** Other numbers may be those of other persons who share this one. */
  private static Item item(ResultSet row, Person person) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("personRef", row.getString("person_ref"));
    values.put(
        "phones",
        person.phone() == null ? phones(row.getArray("numbers")) : List.of(person.phone()));
    values.put("locale", row.getString("locale"));
    values.put("kind", row.getString("kind"));
    values.put("livingArea", row.getString("living_area"));
    values.put("changedAt", PgInstants.get(row, "changed_at").toString());
    return new Item(row.getObject("id", UUID.class), values);
  }

  private static List<String> phones(Array numbers) throws SQLException {
    return Arrays.stream((Long[]) numbers.getArray()).map(number -> "+" + number).toList();
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    int rows = 0;
    // As for the look-ups of the directory.
    jdbc.execute("set local enable_seqscan = off");
    if (person.phone() != null) {
      rows =
          change(
              "update recipients set numbers = array_remove(numbers, " + key(person) + "::bigint)",
              person,
              " and cardinality(numbers) > 1",
              acceptedUntil,
              maxRows);
    }
    if (rows < maxRows) {
      // A load may have given a person another number meanwhile.
      String more = person.phone() == null ? "" : " and cardinality(numbers) = 1";
      rows += change("delete from recipients", person, more, acceptedUntil, maxRows - rows);
    }
    jdbc.execute("set local enable_seqscan = on");
    return new Erased(rows, 0, rows == maxRows);
  }

  /**
   * Locks in the order of the key, as the loads, but takes any of the rows: very many persons may
   * share a number, and all of them would be read and sorted for each page.
   */
  private int change(
      String change, Person person, String more, Instant acceptedUntil, int maxRows) {
    OffsetDateTime until = acceptedUntil.atOffset(ZoneOffset.UTC);
    return jdbc.update(
        change
            + """
             where tenant = ? and person_ref = any(array(
              select person_ref from recipients
              where tenant = ? and person_ref = any(array(
                select person_ref from recipients where %1$s%2$s limit ?))
                and %3$s%2$s
              order by person_ref collate "C" for update))
            """
                .formatted(
                    condition(person),
                    more + " and changed_at <= ?",
                    person.phone() == null
                        ? "true"
                        : "numbers @> array[" + key(person) + "::bigint]"),
        person.tenant(),
        person.tenant(),
        person.tenant(),
        key(person),
        until,
        maxRows,
        until);
  }

  private static String condition(Person person) {
    return person.phone() == null ? OF_PERSON : OF_NUMBER;
  }

  private static Object key(Person person) {
    return person.phone() == null ? person.key() : Long.parseLong(person.key().substring(1));
  }
}
