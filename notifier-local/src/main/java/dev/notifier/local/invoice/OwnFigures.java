package dev.notifier.local.invoice;

import dev.notifier.config.RouteRecord;
import dev.notifier.config.prices.RoutePrices;
import dev.notifier.local.console.CommandException;
import dev.notifier.store.Database;
import dev.notifier.store.reports.MonthlyBill;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.routes.RouteStore;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Notifier has submitted for all tenants, by day and route. */
final class OwnFigures {
  /** Of a month: its days, by route, sender and category. */
  static final int MAX_LINES = 1_000_000;

  private final int maxLines;
  private final SentSegmentStore segments;
  private final Map<String, RoutePrices> prices = new HashMap<>();
  private final Map<String, String> senders = new HashMap<>();

  /**
   * @param maxLines the most lines of a month
   */
  OwnFigures(Database database, int maxLines) {
    this.maxLines = maxLines;
    segments = new SentSegmentStore(database.dataSource());
    for (RouteRecord route : new RouteStore(database.dataSource(), Clock.systemUTC()).all()) {
      prices.put(route.name(), route.settings().costs());
      senders.put(route.name(), route.settings().source().address());
    }
  }

  /** What the values of the route column of an invoice are. */
  enum Naming {
    /** The invoice has none: it is about one route, or all. */
    NONE,
    ROUTE,
    SENDER
  }

  /** Finds out what an invoice calls a route. Names of routes are preferred. */
  Naming naming(List<InvoiceLine> invoice) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    invoice.forEach(line -> names.add(line.route()));
    names.remove("");
    if (names.isEmpty()) {
      return Naming.NONE;
    }
    return names.stream().anyMatch(prices::containsKey) ? Naming.ROUTE : Naming.SENDER;
  }

  /**
   * Returns the lines of a month.
   *
   * @param onlyRoute the name of a route; empty for all
   * @throws CommandException if the month has too many lines: without the last ones, the carrier
   *     would seem to charge too much
   */
  List<InvoiceLine> of(YearMonth month, String onlyRoute, Naming naming) throws CommandException {
    List<SentSegmentStore.Day> days = segments.days(month, null, maxLines + 1);
    if (days.size() > maxLines) {
      throw new CommandException(
          "The month "
              + month
              + " has more than "
              + maxLines
              + " lines of days, routes, senders and categories, so it cannot be compared. Compare"
              + " it in the database, in the table sent_segments.");
    }
    List<InvoiceLine> lines = new ArrayList<>();
    for (MonthlyBill.Line line : MonthlyBill.of(days, prices)) {
      String route = line.day().route();
      if (onlyRoute.isEmpty() || onlyRoute.equals(route)) {
        String name =
            switch (naming) {
              case NONE -> "";
              case ROUTE -> route;
              case SENDER ->
                  line.day().sender().isEmpty()
                      ? senders.getOrDefault(route, "")
                      : line.day().sender();
            };
        lines.add(new InvoiceLine(line.day().day(), name, line.segments(), line.amount()));
      }
    }
    return lines;
  }
}
