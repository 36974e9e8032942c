package dev.notifier.console.routes;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of this hour and the one before by route, state and reason. */
record RouteTraffic(List<Row> rows) {
  private static final Set<String> FAILED = Set.of("REJECTED", "UNDELIVERED", "EXPIRED");
  private static final int PERCENT = 100;
  private static final int REASONS = 5;

  /** How many messages have these in common. */
  record Row(@Nullable String route, String state, @Nullable String reason, long number) {}

  /** A reason with how often it occurred. */
  record Reason(String reason, long number) {}

  /** The routes that have messages. */
  Set<String> routes() {
    Set<String> names = new TreeSet<>();
    for (Row row : rows) {
      if (row.route() != null && !row.route().isEmpty()) {
        names.add(row.route());
      }
    }
    return names;
  }

  long all(String route) {
    return rows.stream().filter(row -> route.equals(row.route())).mapToLong(Row::number).sum();
  }

  /** How many messages of a route are in a state. */
  long in(String route, String state) {
    return rows.stream()
        .filter(row -> route.equals(row.route()) && row.state().equals(state))
        .mapToLong(Row::number)
        .sum();
  }

  long failed(String route) {
    return FAILED.stream().mapToLong(state -> in(route, state)).sum();
  }

  /** The share of a route in the messages of all routes, in percent. */
  long percent(String route) {
    long sum = routes().stream().mapToLong(this::all).sum();
    return sum == 0 ? 0 : Math.round((double) all(route) * PERCENT / sum);
  }

  /** Why messages of a route failed, the most frequent reasons first. */
  List<Reason> reasons(String route) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (Row row : rows) {
      String reason = row.reason();
      if (route.equals(row.route())
          && FAILED.contains(row.state())
          && reason != null
          && !reason.isEmpty()) {
        numbers.merge(reason, row.number(), Long::sum);
      }
    }
    return numbers.entrySet().stream()
        .map(each -> new Reason(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(Reason::number).reversed())
        .limit(REASONS)
        .toList();
  }
}
