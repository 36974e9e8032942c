package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.CarrierAccountStore;
import dev.notifier.store.tracking.CarrierAccountStore.Login;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the account of each route. Asks PostgreSQL at first use, and then only for routes that are
 * not configured. Must not be called in a transaction. Thread-safe.
 */
public final class CarrierAccounts {
  private static final Logger log = LoggerFactory.getLogger(CarrierAccounts.class);

  /** Routes that are not configured are remembered up to this number. */
  private static final int MAX_ROUTES = 1_000;

  private final Map<String, RouteConfig> configs;
  private final CarrierAccountStore store;
  private final Map<String, CarrierAccount> byRoute = new HashMap<>();
  private List<CarrierAccount> configured = List.of();

  public CarrierAccounts(Map<String, RouteConfig> configs, CarrierAccountStore store) {
    this.configs = configs;
    this.store = store;
  }

  /** Returns the account of a route. */
  public synchronized CarrierAccount of(String route) {
    load();
    CarrierAccount known = byRoute.get(route);
    if (known != null) {
      return known;
    }
    CarrierAccount unknown = CarrierAccount.ofUnknownRoute(store.ofUnknownRoute(route), route);
    if (byRoute.size() < MAX_ROUTES) {
      byRoute.put(route, unknown);
    }
    return unknown;
  }

  /** Returns the accounts of all configured routes. */
  public synchronized List<CarrierAccount> configured() {
    load();
    return configured;
  }

  private void load() {
    if (!configured.isEmpty() || configs.isEmpty()) {
      return;
    }
    Map<String, Login> logins = new HashMap<>();
    configs.forEach((route, config) ->
        logins.put(route, new Login(config.host(), config.port(), config.systemId())));
    Map<Short, List<String>> routes = new TreeMap<>();
    store
        .register(logins)
        .forEach((route, id) -> routes.computeIfAbsent(id, key -> new ArrayList<>()).add(route));
    List<CarrierAccount> accounts = new ArrayList<>();
    routes.forEach((id, names) -> accounts.add(account(id, names)));
    accounts.sort(Comparator.comparingInt(CarrierAccount::id));
    for (CarrierAccount account : accounts) {
      account.routes().forEach(route -> byRoute.put(route, account));
      if (account.routes().size() > 1) {
        log.info(
            "Routes {} use one carrier account: they share receipts; rate and window of each apply"
                + " separately",
            account.label());
      }
    }
    configured = List.copyOf(accounts);
  }

  private CarrierAccount account(short id, List<String> names) {
    List<String> sorted = names.stream().sorted().toList();
    List<RouteConfig> own =
        sorted.stream().map(route -> Objects.requireNonNull(configs.get(route))).toList();
    return CarrierAccount.of(id, sorted, own);
  }
}
