package dev.notifier.worker.track;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which form each route writes the ids of its receipts, and how many of them meet their answers.
 * Where the form is not configured it is learned from pairs that met, over all workers, and learned
 * anew when pairs of another form come. Thread-safe.
 */
final class MessageIdFormLearner {
  private static final Logger log = LoggerFactory.getLogger(MessageIdFormLearner.class);

  /** Pairs of one form before it is believed. */
  static final int MIN_PAIRS = 20;

  /** Percent of the pairs that must have it; with less, all forms go on being tried. */
  static final int MIN_PAIRS_PERCENT = 90;

  /** Receipts before their share is judged. */
  static final int MIN_RECEIPTS = 100;

  static final int MIN_MATCHED_PERCENT = 90;

  private final Map<String, RouteConfig> routes;
  private final ReceiptMatchStatistics store;
  private final TrackMetrics meters;
  private final Map<String, Since> since = new HashMap<>();
  private volatile Map<String, MessageIdConversion> learned = Map.of();
  private volatile Map<String, String> warnings = Map.of();

  MessageIdFormLearner(
      Map<String, RouteConfig> routes, ReceiptMatchStatistics store, TrackMetrics meters) {
    this.routes = routes;
    this.store = store;
    this.meters = meters;
  }

  /** What this worker saw since it last told the others. */
  private static final class Since {
    private final Map<MessageIdConversion, Integer> pairs =
        new EnumMap<>(MessageIdConversion.class);
    private int matched;
    private int unmatched;

    Matches matches() {
      return new Matches(Map.copyOf(pairs), matched, unmatched);
    }
  }

  /** The form of a route's ids, or null while it is not known and all are tried. */
  @Nullable MessageIdConversion form(String route) {
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

  /** Whether pairs of the route teach its form. */
  boolean learns(String route) {
    RouteConfig config = routes.get(route);
    return config != null && config.messageIdFormat() == MessageIdFormat.AUTO;
  }

  /** A receipt met its answer. */
  synchronized void matched(String route, MessageIdConversion form, int receipts) {
    Since now = since.computeIfAbsent(route, name -> new Since());
    now.matched += receipts;
    if (learns(route)) {
      now.pairs.merge(form, receipts, Integer::sum);
    }
  }

  /** Pairs were found by another form than the one in use: they teach, but did not meet in time. */
  synchronized void rescued(String route, MessageIdConversion form, int receipts) {
    since.computeIfAbsent(route, name -> new Since()).pairs.merge(form, receipts, Integer::sum);
  }

  /** Receipts had no answer at the response deadline. */
  synchronized void unmatched(String route, int receipts) {
    since.computeIfAbsent(route, name -> new Since()).unmatched += receipts;
  }

  /**
   * Tells the other workers what this one saw, and hears what they did. What the store does not
   * take is told the next time.
   */
  void exchange() {
    Map<String, Matches> mine = taken();
    try {
      store.add(mine);
    } catch (RuntimeException e) {
      giveBack(mine);
      throw e;
    }
    Map<String, Matches> all = store.all();
    learn(all);
    warn(all);
    all.forEach((route, matches) -> meters.matchRate(route, share(matches)));
  }

  private synchronized Map<String, Matches> taken() {
    Map<String, Matches> taken = new HashMap<>();
    since.forEach((route, seen) -> taken.put(route, seen.matches()));
    since.clear();
    return taken;
  }

  private synchronized void giveBack(Map<String, Matches> taken) {
    taken.forEach((route, matches) -> {
      Since now = since.computeIfAbsent(route, name -> new Since());
      matches.pairs().forEach((form, pairs) -> now.pairs.merge(form, pairs, Integer::sum));
      now.matched += matches.matched();
      now.unmatched += matches.unmatched();
    });
  }

  private void learn(Map<String, Matches> all) {
    Map<String, MessageIdConversion> before = learned;
    Map<String, MessageIdConversion> after = new HashMap<>();
    all.forEach((route, matches) -> {
      MessageIdConversion form = taught(matches);
      if (form != null && learns(route)) {
        after.put(route, form);
        if (form != before.get(route)) {
          log.info("Route {}: the ids of receipts meet those of answers by {}", route, form);
        }
      }
    });
    learned = Map.copyOf(after);
  }

  private static @Nullable MessageIdConversion taught(Matches matches) {
    int all = 0;
    for (MessageIdConversion form : MessageIdConversion.values()) {
      all += matches.pairs(form);
    }
    for (MessageIdConversion form : MessageIdConversion.values()) {
      int pairs = matches.pairs(form);
      if (pairs >= MIN_PAIRS && pairs * 100L >= (long) all * MIN_PAIRS_PERCENT) {
        return form;
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
        after.put(route, words(route, matches.matched() * 100L / receipts));
      }
    });
    after.forEach((route, words) -> {
      if (!before.containsKey(route)) {
        log.warn("{}", words);
      }
    });
    before.forEach((route, words) -> {
      if (!after.containsKey(route)) {
        log.info("Route {}: the receipts meet their answers again", route);
      }
    });
    warnings = after;
  }

  private static String words(String route, long percent) {
    return "route "
        + route
        + ": only "
        + percent
        + " % of the last receipts belong to a known answer; compare the ids of some (see"
        + " docs/operating.md, \"Receipts that meet no answer\"), set message-id-format, and look"
        + " whether another program sends on this account";
  }

  private static double share(Matches matches) {
    int receipts = matches.matched() + matches.unmatched();
    return receipts == 0 ? Double.NaN : (double) matches.matched() / receipts;
  }

  /** Routes whose receipts do not meet, each with what to do. Cheap. */
  List<String> warnings() {
    return List.copyOf(warnings.values());
  }
}
