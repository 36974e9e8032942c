package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.ReceiptMatchStatistics.Matches;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the form in which each route writes the ids of its receipts, and the share of receipts that
 * match a response. A form that is not configured is learned from matched pairs of all workers, and
 * learned again when pairs of another form arrive. Thread-safe.
 */
public final class MessageIdFormLearner {
  private static final Logger log = LoggerFactory.getLogger(MessageIdFormLearner.class);

  /** A form is not learned from fewer pairs. */
  public static final int MIN_PAIRS = 20;

  /** The share of a route's pairs that a form needs; below it, all forms are still tried. */
  static final int MIN_PAIRS_PERCENT = 90;

  /** The match rate of a route is not judged by fewer receipts. */
  public static final int MIN_RECEIPTS = 100;

  /** A lower match rate is reported as a warning. */
  static final int MIN_MATCHED_PERCENT = 90;

  private final Map<String, RouteConfig> routes;
  private final ReceiptMatchStatistics statistics;
  private final ObjDoubleConsumer<String> matchRates;
  private final Map<String, Counts> unshared = new HashMap<>();
  private volatile Map<String, MessageIdConversion> learned = Map.of();
  private volatile Map<String, String> warnings = Map.of();

  /**
   * @param matchRates receives the match rate of each route, 0 to 1, NaN if unknown
   */
  public MessageIdFormLearner(
      Map<String, RouteConfig> routes,
      ReceiptMatchStatistics statistics,
      ObjDoubleConsumer<String> matchRates) {
    this.routes = routes;
    this.statistics = statistics;
    this.matchRates = matchRates;
  }

  /** The counts of this worker for a route since the last exchange. */
  private static final class Counts {
    private final Map<MessageIdConversion, Integer> pairs =
        new EnumMap<>(MessageIdConversion.class);
    private int matched;
    private int unmatched;

    Matches matches() {
      return new Matches(Map.copyOf(pairs), matched, unmatched);
    }
  }

  /** The conversion for a route's receipts; null while it is unknown and all are tried. */
  public @Nullable MessageIdConversion conversion(String route) {
    RouteConfig config = routes.get(route);
    if (config == null) {
      return MessageIdConversion.AS_IS;
    }
    return switch (config.messageIdFormat()) {
      case AS_IS -> MessageIdConversion.AS_IS;
      case HEX_RESPONSE -> MessageIdConversion.DECIMAL_TO_HEX;
      case HEX_RECEIPT -> MessageIdConversion.HEX_TO_DECIMAL;
      case AUTO -> learned.get(route);
    };
  }

  /** Whether the route's form is learned, not configured. */
  boolean learns(String route) {
    RouteConfig config = routes.get(route);
    return config != null && config.messageIdFormat() == MessageIdFormat.AUTO;
  }

  /** Counts receipts that matched their response. */
  public synchronized void countMatched(
      String route, MessageIdConversion conversion, int receipts) {
    Counts counts = counts(route);
    counts.matched += receipts;
    if (learns(route)) {
      counts.pairs.merge(conversion, receipts, Integer::sum);
    }
  }

  /** Counts pairs found by another form than the one in use: learned from, but not in time. */
  synchronized void countLateMatched(String route, MessageIdConversion conversion, int receipts) {
    counts(route).pairs.merge(conversion, receipts, Integer::sum);
  }

  /** Counts receipts that had no response at the response deadline. */
  synchronized void countUnmatched(String route, int receipts) {
    counts(route).unmatched += receipts;
  }

  private Counts counts(String route) {
    return unshared.computeIfAbsent(route, name -> new Counts());
  }

  /**
   * Shares the counts of this worker and learns from those of all workers. Counts that cannot be
   * stored are shared by the next call.
   */
  public void exchange() {
    Map<String, Matches> own = takeUnshared();
    try {
      statistics.add(own);
    } catch (RuntimeException e) {
      returnUnshared(own);
      throw e;
    }
    Map<String, Matches> all = statistics.all();
    learn(all);
    warn(all);
    all.forEach((route, matches) -> matchRates.accept(route, matchRate(matches)));
  }

  private synchronized Map<String, Matches> takeUnshared() {
    Map<String, Matches> taken = new HashMap<>();
    unshared.forEach((route, counts) -> taken.put(route, counts.matches()));
    unshared.clear();
    return taken;
  }

  private synchronized void returnUnshared(Map<String, Matches> taken) {
    taken.forEach((route, matches) -> {
      Counts counts = counts(route);
      matches
          .pairs()
          .forEach((conversion, pairs) -> counts.pairs.merge(conversion, pairs, Integer::sum));
      counts.matched += matches.matched();
      counts.unmatched += matches.unmatched();
    });
  }

  private void learn(Map<String, Matches> all) {
    Map<String, MessageIdConversion> before = learned;
    Map<String, MessageIdConversion> after = new HashMap<>();
    all.forEach((route, matches) -> {
      MessageIdConversion conversion = dominant(matches);
      if (conversion != null && learns(route)) {
        after.put(route, conversion);
        if (conversion != before.get(route)) {
          log.info("Route {}: learned that receipts match responses by {}", route, conversion);
        }
      }
    });
    learned = Map.copyOf(after);
  }

  private static @Nullable MessageIdConversion dominant(Matches matches) {
    int all = 0;
    for (MessageIdConversion conversion : MessageIdConversion.values()) {
      all += matches.pairs(conversion);
    }
    for (MessageIdConversion conversion : MessageIdConversion.values()) {
      int pairs = matches.pairs(conversion);
      if (pairs >= MIN_PAIRS && pairs * 100L >= (long) all * MIN_PAIRS_PERCENT) {
        return conversion;
      }
    }
    return null;
  }

  private void warn(Map<String, Matches> all) {
    Map<String, String> before = warnings;
    Map<String, String> after = new TreeMap<>();
    all.forEach((route, matches) -> {
      int receipts = matches.matched() + matches.unmatched();
      boolean configured = routes.containsKey(route);
      if (configured
          && receipts >= MIN_RECEIPTS
          && matches.matched() * 100L < (long) receipts * MIN_MATCHED_PERCENT) {
        after.put(route, warning(route, matches.matched() * 100L / receipts));
      }
    });
    after.forEach((route, warning) -> {
      if (!before.containsKey(route)) {
        log.warn("{}", warning);
      }
    });
    before.keySet().stream()
        .filter(route -> !after.containsKey(route))
        .forEach(route -> log.info("Route {}: receipts match responses again", route));
    warnings = after;
  }

  private static String warning(String route, long percent) {
    return "Route "
        + route
        + ": only "
        + percent
        + " % of the last receipts match a response. Compare the ids of some receipts and responses"
        + " (docs/operating.md, \"Receipts without a response\"), set message-id-format, and check"
        + " whether another program uses this carrier account.";
  }

  private static double matchRate(Matches matches) {
    int receipts = matches.matched() + matches.unmatched();
    return receipts == 0 ? Double.NaN : (double) matches.matched() / receipts;
  }

  /** Routes whose match rate is too low, each with what to do. Cheap. */
  public List<String> warnings() {
    return List.copyOf(warnings.values());
  }
}
