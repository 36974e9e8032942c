package dev.notifier.worker.receipt;

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
 * Learns the form in which each account writes the ids of its receipts, and measures the share of
 * receipts that match a response. A form that is not configured is learned from matched pairs of
 * all workers, and learned again when pairs of another form arrive. Thread-safe.
 */
public final class MessageIdFormLearner {
  private static final Logger log = LoggerFactory.getLogger(MessageIdFormLearner.class);

  /** A form is not learned from fewer pairs. */
  public static final int MIN_PAIRS = 20;

  /** The share of an account's pairs that a form needs; below it, the form is unknown. */
  static final int MIN_PAIRS_PERCENT = 90;

  /** The match rate of an account is not judged by fewer receipts. */
  public static final int MIN_RECEIPTS = 100;

  /** A lower match rate is reported as a warning. */
  static final int MIN_MATCHED_PERCENT = 90;

  /** A warning is given from this share of receipts whose number is not that of their message. */
  static final int MAX_OTHER_NUMBER_PERCENT = 10;

  private static final int MIN_OTHER_NUMBERS = 20;

  private final CarrierAccounts accounts;
  private final ReceiptMatchStatistics statistics;
  private final ObjDoubleConsumer<String> matchRates;
  private final Map<Short, Counts> unshared = new HashMap<>();
  private volatile Map<Short, MessageIdConversion> learned = Map.of();
  private volatile Map<Short, Matches> shared = Map.of();
  private volatile Map<String, String> warnings = Map.of();

  /**
   * @param matchRates receives the match rate of each route, 0 to 1, NaN if unknown
   */
  public MessageIdFormLearner(
      CarrierAccounts accounts,
      ReceiptMatchStatistics statistics,
      ObjDoubleConsumer<String> matchRates) {
    this.accounts = accounts;
    this.statistics = statistics;
    this.matchRates = matchRates;
  }

  /** The counts of this worker for an account since the last exchange. */
  private static final class Counts {
    private final Map<MessageIdConversion, Integer> pairs =
        new EnumMap<>(MessageIdConversion.class);
    private int matched;
    private int unmatched;
    private int otherNumber;

    Matches matches() {
      return new Matches(Map.copyOf(pairs), matched, unmatched, otherNumber);
    }
  }

  /** The conversion for an account's receipts; null while it is unknown and none is applied. */
  public @Nullable MessageIdConversion conversion(CarrierAccount account) {
    return switch (account.format()) {
      case AS_IS -> learned.getOrDefault(account.id(), MessageIdConversion.AS_IS);
      case HEX_RESPONSE -> MessageIdConversion.DECIMAL_TO_HEX;
      case HEX_RECEIPT -> MessageIdConversion.HEX_TO_DECIMAL;
      case AUTO -> learned.get(account.id());
    };
  }

  /** Whether the ids of an account are known to be numbers or names in any spelling. */
  private boolean usesCanonicalForm(CarrierAccount account) {
    MessageIdConversion known = conversion(account);
    return known != null && known != MessageIdConversion.AS_IS;
  }

  /**
   * Returns the id under which a response is stored, or null if it has no readable one.
   *
   * @param raw the id as received
   */
  public @Nullable String responseId(CarrierAccount account, @Nullable String raw) {
    return usesCanonicalForm(account) ? MessageIdForms.canonical(raw) : MessageIdForms.clean(raw);
  }

  /** Whether nearly all receipts of an account match, so that the others may be looked at. */
  boolean isHealthy(CarrierAccount account) {
    Matches matches = shared.get(account.id());
    return matches == null || !isRateLow(matches);
  }

  /** Counts receipts that matched their response. */
  public synchronized void countMatched(
      short account, MessageIdConversion conversion, int receipts) {
    Counts counts = counts(account);
    counts.matched += receipts;
    counts.pairs.merge(conversion, receipts, Integer::sum);
  }

  /** Counts a receipt that matched its response. */
  public void countMatched(MatchedReceipt matched) {
    short account = matched.receipt().key().account();
    if (matched.showsForm()) {
      countMatched(account, matched.conversion(), 1);
    } else {
      countMatched(account, 1);
    }
  }

  /** Counts receipts that matched their response and do not show the form of the ids. */
  public synchronized void countMatched(short account, int receipts) {
    counts(account).matched += receipts;
  }

  /**
   * Counts receipts that had no response at the response deadline.
   *
   * @param otherNumber how many of them have the id of a message to another number
   */
  synchronized void countUnmatched(short account, int receipts, int otherNumber) {
    Counts counts = counts(account);
    counts.unmatched += receipts;
    counts.otherNumber += otherNumber;
  }

  private Counts counts(short account) {
    return unshared.computeIfAbsent(account, id -> new Counts());
  }

  /**
   * Shares the counts of this worker and learns from those of all workers. Counts that cannot be
   * stored are shared by the next call.
   */
  public void exchange() {
    List<CarrierAccount> configured = accounts.configured();
    Map<Short, Matches> own = takeUnshared();
    try {
      statistics.add(own);
    } catch (RuntimeException e) {
      returnUnshared(own);
      throw e;
    }
    shared = statistics.all();
    learn(configured, shared);
    warn(configured, shared);
    for (CarrierAccount account : configured) {
      Matches matches = shared.get(account.id());
      if (matches != null) {
        account.routes().forEach(route -> matchRates.accept(route, matchRate(matches)));
      }
    }
  }

  private synchronized Map<Short, Matches> takeUnshared() {
    Map<Short, Matches> taken = new HashMap<>();
    unshared.forEach((account, counts) -> taken.put(account, counts.matches()));
    unshared.clear();
    return taken;
  }

  private synchronized void returnUnshared(Map<Short, Matches> taken) {
    taken.forEach((account, matches) -> {
      Counts counts = counts(account);
      matches
          .pairs()
          .forEach((conversion, pairs) -> counts.pairs.merge(conversion, pairs, Integer::sum));
      counts.matched += matches.matched();
      counts.unmatched += matches.unmatched();
      counts.otherNumber += matches.otherNumber();
    });
  }

  private void learn(List<CarrierAccount> configured, Map<Short, Matches> all) {
    Map<Short, MessageIdConversion> before = learned;
    Map<Short, MessageIdConversion> after = new HashMap<>();
    for (CarrierAccount account : configured) {
      Matches matches = all.get(account.id());
      MessageIdConversion conversion = matches == null ? null : dominant(matches);
      if (conversion != null && isLearned(account, conversion)) {
        after.put(account.id(), conversion);
        if (conversion != before.get(account.id())) {
          log.info(
              "Route {}: learned that receipts match responses by {}", account.label(), conversion);
        }
      }
    }
    learned = Map.copyOf(after);
  }

  private static boolean isLearned(CarrierAccount account, MessageIdConversion conversion) {
    return switch (account.format()) {
      case AUTO -> true;
      case AS_IS ->
          conversion == MessageIdConversion.AS_IS || conversion == MessageIdConversion.SAME_NUMBER;
      case HEX_RESPONSE, HEX_RECEIPT -> false;
    };
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

  private void warn(List<CarrierAccount> configured, Map<Short, Matches> all) {
    Map<String, String> before = warnings;
    Map<String, String> after = new TreeMap<>();
    for (CarrierAccount account : configured) {
      Matches matches = all.get(account.id());
      String warning = matches == null ? null : warning(account, matches);
      if (warning != null) {
        after.put(account.label(), warning);
      }
    }
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

  private static boolean isRateLow(Matches matches) {
    int receipts = matches.matched() + matches.unmatched();
    return receipts >= MIN_RECEIPTS
        && matches.matched() * 100L < (long) receipts * MIN_MATCHED_PERCENT;
  }

  private static @Nullable String warning(CarrierAccount account, Matches matches) {
    int receipts = matches.matched() + matches.unmatched();
    if (matches.otherNumber() >= MIN_OTHER_NUMBERS
        && matches.otherNumber() * 100L >= (long) receipts * MAX_OTHER_NUMBER_PERCENT) {
      return "Route "
          + account.label()
          + ": "
          + matches.otherNumber() * 100L / receipts
          + " % of the last receipts have the id of a message to another number, so they change"
          + " nothing. If the carrier changes or omits the numbers of receipts, set"
          + " receipts-number: ignore (docs/operating.md, \"Receipts without a response\").";
    }
    return isRateLow(matches)
        ? rateWarning(account.label(), matches.matched() * 100L / receipts)
        : null;
  }

  private static String rateWarning(String route, long percent) {
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
