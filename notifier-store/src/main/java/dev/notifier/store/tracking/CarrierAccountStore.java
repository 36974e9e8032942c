package dev.notifier.store.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers the accounts at carriers and remembers the account of each route. Thread-safe, over all
 * workers.
 */
public final class CarrierAccountStore {
  private static final long LOCK = 0x61636374L;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public CarrierAccountStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** What identifies an account. Hosts are compared without regard to case. */
  public record Login(String host, int port, String systemId) {
    public Login {
      host = host.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Registers the configured routes. A route whose address changed keeps its account, so that
   * receipts of earlier messages are still matched, unless another route uses the old address.
   *
   * @return the accounts by route
   */
  public Map<String, Short> register(Map<String, Login> routes) {
    return transaction.execute(status -> {
      lock();
      Map<String, Short> accounts = new HashMap<>();
      new TreeMap<>(routes)
          .forEach((route, login) -> accounts.put(route, register(route, login, routes)));
      return accounts;
    });
  }

  /** Returns the account of a route that is not configured, a new one if it never was. */
  public short ofUnknownRoute(String route) {
    return transaction.execute(status -> {
      lock();
      Short known = accountOf(route);
      return known == null ? register(route, new Login("", 0, route), Map.of()) : known;
    });
  }

  private void lock() {
    jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
  }

  private short register(String route, Login login, Map<String, Login> routes) {
    Short account = accountOf(login);
    Short before = accountOf(route);
    if (account == null && before != null && !routes.containsValue(loginOf(before))) {
      jdbc.update(
          "update carrier_accounts set host = ?, port = ?, system_id = ? where id = ?",
          login.host(),
          login.port(),
          login.systemId(),
          before);
      return before;
    }
    short registered = account == null ? insert(login) : account;
    jdbc.update(
        """
        insert into route_accounts (route, account) values (?, ?)
        on conflict (route) do update set account = excluded.account
        """,
        route,
        registered);
    return registered;
  }

  private short insert(Login login) {
    Short id =
        jdbc.queryForObject(
            "insert into carrier_accounts (host, port, system_id) values (?, ?, ?) returning id",
            Short.class,
            login.host(),
            login.port(),
            login.systemId());
    if (id == null) {
      throw new IllegalStateException("PostgreSQL returned no id for a carrier account");
    }
    return id;
  }

  private @Nullable Short accountOf(Login login) {
    return first(
        jdbc.queryForList(
            "select id from carrier_accounts where host = ? and port = ? and system_id = ?",
            Short.class,
            login.host(),
            login.port(),
            login.systemId()));
  }

  private @Nullable Short accountOf(String route) {
    return first(
        jdbc.queryForList(
            "select account from route_accounts where route = ?", Short.class, route));
  }

  private @Nullable Login loginOf(short account) {
    return first(
        jdbc.query(
            "select host, port, system_id from carrier_accounts where id = ?",
            (row, _) -> new Login(row.getString(1), row.getInt(2), row.getString(3)),
            account));
  }

  private static <T> @Nullable T first(List<T> rows) {
    return rows.isEmpty() ? null : rows.getFirst();
  }
}
