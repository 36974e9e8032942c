package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.ReceiptReading;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.SubmissionOwner;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.SweepStore.Sweep;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.IdLookup;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.NumberLookup;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnconfirmedCandidate;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnmatchedReceipt;
import dev.notifier.worker.receipt.LateReceiptRules.Evidence;
import dev.notifier.worker.receipt.LateReceiptRules.LateMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Links receipts that have no response at the response deadline to segments. Each receipt is looked
 * at a few times, because a segment may become known as unconfirmed after its receipt arrived.
 * Linked receipts still have to be applied.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock links.
 */
public final class LateReceiptLinker {
  /** How long after the response deadline each pass looks at a receipt. */
  public static final List<Duration> PASS_DELAYS =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofDays(1));

  private static final int MAX_ROWS = 500;

  /** Pages of one pass in one sweep; the remaining pages wait for the next sweep. */
  private static final int MAX_PAGES = 80;

  /**
   * Added to the response timeout: a response that was read in time may be stored a little later.
   */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration RECEIPT_TIME = Duration.ofDays(2);
  private static final Duration EARLY = Duration.ofMinutes(2);

  private final TrackStore store;
  private final SweepStore sweeps;
  private final UnmatchedReceiptStore receipts;
  private final CarrierAccounts accounts;
  private final MessageIdFormLearner forms;
  private final ObjIntConsumer<String> otherNumbers;

  /**
   * @param otherNumbers receives by route how many receipts have the id of a message to another
   *     number
   */
  public LateReceiptLinker(
      TrackStore store,
      SweepStore sweeps,
      UnmatchedReceiptStore receipts,
      CarrierAccounts accounts,
      MessageIdFormLearner forms,
      ObjIntConsumer<String> otherNumbers) {
    this.store = store;
    this.sweeps = sweeps;
    this.receipts = receipts;
    this.accounts = accounts;
    this.forms = forms;
    this.otherNumbers = otherNumbers;
  }

  /** The time until which receipts must have been stored so that their response is overdue. */
  public static Instant deadline(CarrierAccount account, Instant now) {
    return now.minus(account.responseTimeout()).minus(MARGIN);
  }

  /**
   * Links what can be linked, up to the limits of one sweep.
   *
   * @param now until when all responses that were received are stored
   * @return the time between the oldest receipt that was not looked at and its deadline
   */
  public Duration link(Instant now) {
    Duration behind = Duration.ZERO;
    for (CarrierAccount account : accounts.configured()) {
      for (Duration delay : PASS_DELAYS) {
        Instant end = deadline(account, now).minus(delay);
        Pass pass = new Pass(account, delay, end);
        Instant done = run(pass);
        Duration left = Duration.between(done, end);
        behind = left.compareTo(behind) > 0 ? left : behind;
      }
    }
    return behind;
  }

  private record Pass(CarrierAccount account, Duration delay, Instant end) {
    String mark() {
      return "unmatched/" + account.id() + "/" + delay;
    }

    boolean isFirst() {
      return delay.isZero();
    }
  }

  /** The result of one page, counted after its transaction. */
  private record Page(Instant done, int receipts, int otherNumbers, List<LateMatch> matches) {}

  /** Returns the time until which the pass is done. */
  private Instant run(Pass pass) {
    Instant done = Instant.EPOCH;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      @Nullable Page page =
          store.inTransaction(() -> sweeps.tryLock(Sweep.UNMATCHED_RECEIPTS) ? next(pass) : null);
      if (page == null) {
        return pass.end(); // Another worker sweeps and reports its own age.
      }
      done = page.done();
      if (pass.isFirst()) {
        count(pass.account(), page);
      }
      if (page.receipts() < MAX_ROWS) {
        break;
      }
    }
    return done;
  }

  private void count(CarrierAccount account, Page page) {
    int matches = page.matches().size();
    otherNumbers.accept(account.label(), page.otherNumbers());
    forms.countUnmatched(account.id(), page.receipts() - matches, page.otherNumbers());
    for (LateMatch match : page.matches()) {
      if (match.conversion() == null) {
        forms.countMatched(account.id(), 1);
      } else {
        forms.countMatched(account.id(), match.conversion(), 1);
      }
    }
  }

  private Page next(Pass pass) {
    Instant done = sweeps.sweptUntil(pass.mark());
    Instant from = done == null ? Instant.EPOCH : done;
    List<UnmatchedReceipt> page = receipts.list(pass.account().id(), from, pass.end(), MAX_ROWS);
    List<LateMatch> matches = page.isEmpty() ? List.of() : decide(pass.account(), page);
    receipts.link(matches.stream().map(LateMatch::link).toList());
    Instant until = page.size() < MAX_ROWS ? pass.end() : page.getLast().since();
    sweeps.saveSweptUntil(pass.mark(), until);
    int others = pass.isFirst() && !page.isEmpty() ? countOtherNumbers(page, matches) : 0;
    return new Page(until, page.size(), others, matches);
  }

  private int countOtherNumbers(List<UnmatchedReceipt> page, List<LateMatch> matches) {
    List<SubmissionKey> linked = matches.stream().map(match -> match.link().receipt()).toList();
    return receipts.countOtherNumbers(
        page.stream().filter(receipt -> !linked.contains(receipt.key())).toList());
  }

  private List<LateMatch> decide(CarrierAccount account, List<UnmatchedReceipt> page) {
    LateReceiptRules rules =
        new LateReceiptRules(account, forms.conversion(account), forms.isHealthy(account));
    Map<SubmissionKey, Evidence> evidence =
        account.ignoresNumbers() ? evidenceById(page) : evidenceByNumber(account, page);
    List<LateMatch> matches = new ArrayList<>();
    for (UnmatchedReceipt receipt : page) {
      LateMatch match = rules.decide(receipt, evidence.getOrDefault(receipt.key(), Evidence.NONE));
      if (match != null) {
        matches.add(match);
      }
    }
    return matches;
  }

  private Map<SubmissionKey, Evidence> evidenceById(List<UnmatchedReceipt> page) {
    Map<SubmissionKey, Evidence> evidence = new HashMap<>();
    List<IdLookup> lookups = new ArrayList<>();
    for (UnmatchedReceipt receipt : page) {
      ids(receipt)
          .forEach(
              id -> lookups.add(new IdLookup(receipt.key().account(), id, receipt.receivedAt())));
    }
    Map<String, List<SubmissionOwner>> owners = new HashMap<>();
    for (SubmissionOwner owner : new LinkedHashSet<>(store.findOwners(lookups))) {
      owners.computeIfAbsent(owner.key().messageId(), id -> new ArrayList<>()).add(owner);
    }
    for (UnmatchedReceipt receipt : page) {
      List<SubmissionOwner> ofId =
          ids(receipt).stream().flatMap(id -> owners.getOrDefault(id, List.of()).stream()).toList();
      evidence.put(receipt.key(), new Evidence(ofId, List.of(), List.of(), List.of()));
    }
    return evidence;
  }

  private static List<String> ids(UnmatchedReceipt receipt) {
    return receipt.readings().isEmpty()
        ? List.of(receipt.key().messageId())
        : receipt.readings().stream().map(ReceiptReading::messageId).toList();
  }

  private Map<SubmissionKey, Evidence> evidenceByNumber(
      CarrierAccount account, List<UnmatchedReceipt> page) {
    Map<Long, NumberLookup> lookups = new HashMap<>();
    for (UnmatchedReceipt receipt : page) {
      addLookup(lookups, account, receipt.key().number(), receipt.receivedAt());
      addLookup(lookups, account, receipt.otherNumber(), receipt.receivedAt());
    }
    Map<Long, List<SubmissionOwner>> accepted = new HashMap<>();
    for (SubmissionOwner owner : receipts.accepted(lookups.values())) {
      add(accepted, owner.key().number(), owner);
    }
    Map<Long, List<UnmatchedReceipt>> others = new HashMap<>();
    for (UnmatchedReceipt receipt : receipts.listOf(lookups.values())) {
      add(others, receipt.key().number(), receipt);
    }
    Map<Long, List<UnconfirmedCandidate>> unconfirmed =
        unconfirmed(account, List.copyOf(lookups.values()));
    Map<SubmissionKey, Evidence> evidence = new HashMap<>();
    for (UnmatchedReceipt receipt : page) {
      long number = receipt.key().number();
      evidence.put(
          receipt.key(),
          new Evidence(
              accepted.getOrDefault(number, List.of()),
              accepted.getOrDefault(receipt.otherNumber(), List.of()),
              unconfirmed.getOrDefault(number, List.of()),
              others.getOrDefault(number, List.of())));
    }
    return evidence;
  }

  private Map<Long, List<UnconfirmedCandidate>> unconfirmed(
      CarrierAccount account, List<NumberLookup> lookups) {
    Map<Long, List<UnconfirmedCandidate>> unconfirmed = new HashMap<>();
    if (lookups.isEmpty()) {
      return unconfirmed;
    }
    Instant from = lookups.stream().map(NumberLookup::from).min(Instant::compareTo).orElseThrow();
    List<String> phones =
        lookups.stream().map(lookup -> ReceiptNumbers.toE164(lookup.number())).toList();
    for (UnconfirmedCandidate each : receipts.unconfirmed(phones, from)) {
      if (account.routes().contains(each.route())) {
        add(unconfirmed, ReceiptNumbers.ofE164(each.phone()), each);
      }
    }
    return unconfirmed;
  }

  private static void addLookup(
      Map<Long, NumberLookup> lookups, CarrierAccount account, long number, Instant receivedAt) {
    if (number != SubmissionKey.NO_NUMBER) {
      lookups.merge(
          number,
          new NumberLookup(
              account.id(), number, receivedAt.minus(RECEIPT_TIME), receivedAt.plus(EARLY)),
          LateReceiptLinker::both);
    }
  }

  private static NumberLookup both(NumberLookup one, NumberLookup other) {
    return new NumberLookup(
        one.account(),
        one.number(),
        one.from().isBefore(other.from()) ? one.from() : other.from(),
        one.until().isAfter(other.until()) ? one.until() : other.until());
  }

  private static <T> void add(Map<Long, List<T>> lists, long key, T value) {
    lists.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
  }
}
