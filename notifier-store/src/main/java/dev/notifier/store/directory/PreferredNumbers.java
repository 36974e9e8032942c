package dev.notifier.store.directory;

import dev.notifier.store.PgArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds the preferred numbers of many persons with one query. Thread-safe. */
public final class PreferredNumbers {
  static final String FIND =
      """
      select k.tenant, k.person_ref, r.number, r.locale, r.kind, r.living_area
      from unnest(?::text[], ?::text[]) as k (tenant, person_ref)
      cross join lateral (
        select numbers[1] as number, locale, kind, living_area from recipients
        where tenant = k.tenant and person_ref = k.person_ref limit 1) r
      """;

  private final DataSource database;

  public PreferredNumbers(DataSource database) {
    this.database = database;
  }

  /** A person of a tenant. */
  public record PersonKey(String tenant, String personRef) {
    /** Omits the reference. */
    @Override
    public String toString() {
      return "PersonKey[" + tenant + "]";
    }
  }

  /**
   * What a message needs to know about a person.
   *
   * @param phone the preferred number in E.164 form
   * @param fields of the recipient by their names in events, those that the directory has
   */
  public record Preferred(String phone, Map<String, String> fields) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Preferred[" + fields.keySet() + "]";
    }
  }

  /**
   * Finds persons.
   *
   * @return those that the directory has
   * @throws SQLException if PostgreSQL is unavailable
   */
  public Map<PersonKey, Preferred> find(Collection<PersonKey> persons) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<PersonKey, Preferred> found = find(connection, persons);
      connection.commit();
      return found;
    }
  }

  private static Map<PersonKey, Preferred> find(
      Connection connection, Collection<PersonKey> persons) throws SQLException {
    Map<PersonKey, Preferred> found = new HashMap<>();
    try (Statement settings = connection.createStatement()) {
      settings.execute(RecipientStore.USE_INDEXES);
    }
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      new PgArrays<>(statement, List.copyOf(persons))
          .column("text", PersonKey::tenant)
          .column("text", PersonKey::personRef);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new PersonKey(rows.getString("tenant"), rows.getString("person_ref")),
              preferred(rows));
        }
      }
    }
    return found;
  }

  private static Preferred preferred(ResultSet row) throws SQLException {
    Map<String, String> fields = new HashMap<>();
    put(fields, "locale", row.getString("locale"));
    put(fields, "kind", row.getString("kind"));
    put(fields, "livingArea", row.getString("living_area"));
    return new Preferred(Numbers.phone(row.getLong("number")), Map.copyOf(fields));
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
