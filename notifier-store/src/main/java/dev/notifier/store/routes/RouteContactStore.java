package dev.notifier.store.routes;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the contacts of routes. Calls take part in the caller's transaction. Thread-safe. */
public final class RouteContactStore {
  private static final String COLUMNS =
      "route, contact, contract, note, changed_at, changed_by from route_contacts";

  private final JdbcClient jdbc;

  public RouteContactStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * What operators have written down; each text may be empty.
   *
   * @param contact whom to call at the carrier
   * @param contract its number
   */
  public record Texts(String contact, String contract, String note) {
    public static final Texts NONE = new Texts("", "", "");
  }

  /** The texts of a route. */
  public record Contact(String route, Texts texts, Instant changedAt, String changedBy) {}

  /** Finds the contacts of routes; routes without one are missing. */
  public Map<String, Contact> of(Collection<String> routes) {
    Map<String, Contact> found = new HashMap<>();
    jdbc.sql("select " + COLUMNS + " where route = any(:routes)")
        .param("routes", routes.toArray(new String[0]))
        .query(RouteContactStore::contact)
        .list()
        .forEach(each -> found.put(each.route(), each));
    return found;
  }

  /**
   * Replaces the texts of a route. One call at a time: the row of the route is locked.
   *
   * @return those before; empty if the route does not exist
   */
  public Optional<Texts> put(String route, Texts texts, String changedBy) {
    boolean exists =
        jdbc.sql("select from routes where name = :route for no key update")
            .param("route", route)
            .query((row, _) -> true)
            .optional()
            .isPresent();
    if (!exists) {
      return Optional.empty();
    }
    Optional<Contact> before =
        jdbc.sql("select " + COLUMNS + " where route = :route")
            .param("route", route)
            .query(RouteContactStore::contact)
            .optional();
    jdbc.sql(
            """
            insert into route_contacts (route, contact, contract, note, changed_at, changed_by)
            values (:route, :contact, :contract, :note, now(), :changedBy)
            on conflict (route) do update
            set contact = excluded.contact, contract = excluded.contract, note = excluded.note,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        .param("route", route)
        .param("contact", texts.contact())
        .param("contract", texts.contract())
        .param("note", texts.note())
        .param("changedBy", changedBy)
        .update();
    return Optional.of(before.map(Contact::texts).orElse(Texts.NONE));
  }

  private static Contact contact(ResultSet row, int number) throws SQLException {
    return new Contact(
        row.getString("route"),
        new Texts(row.getString("contact"), row.getString("contract"), row.getString("note")),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"));
  }
}
