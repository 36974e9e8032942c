package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.SegmentReceipt;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.CandidateMessageId;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.LateMatchedReceipt;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnmatchedReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks after receipts that stayed without an answer past the response deadline. Each is tried once
 * under the other forms of its id, where the route's form is not configured. What is unconfirmed is
 * then tried by route, number and time, as often as the sweep comes: a doubt may be known later
 * than its receipt. Either way the receipt is linked first and told afterwards, so that a worker
 * that dies in between leaves it to be told.
 *
 * <p>For one thread; any number of workers: the one that gets the lock sweeps.
 */
final class UnmatchedReceiptSweep {
  static final int MAX_ROWS = 2_000;

  /** Pages of one route in one sweep; the rest has time until the next. */
  private static final int MAX_PAGES = 20;

  /** Behind the response deadline: what was read in time may be stored a little later. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** Receipts wait a week, and may be about what was planned two days before they came. */
  private static final Duration LOOK_BACK = Duration.ofDays(9);

  private final TrackStore store;
  private final SweepStore sweeps;
  private final UnmatchedReceiptStore waiting;
  private final ReceiptMatcher settlement;
  private final Map<String, RouteConfig> routes;
  private final MessageIdFormLearner ids;
  private final TrackMetrics meters;
  private final Clock clock;

  /** What is read and written. */
  record Stores(TrackStore track, SweepStore sweeps, UnmatchedReceiptStore waiting) {}

  UnmatchedReceiptSweep(
      Stores stores,
      ReceiptMatcher settlement,
      Map<String, RouteConfig> routes,
      MessageIdFormLearner ids,
      TrackMetrics meters,
      Clock clock) {
    this.store = stores.track();
    this.sweeps = stores.sweeps();
    this.waiting = stores.waiting();
    this.settlement = settlement;
    this.routes = routes;
    this.ids = ids;
    this.meters = meters;
    this.clock = clock;
  }

  void sweep() {
    Instant now = clock.instant();
    for (String route : routes.keySet()) {
      int pages = 0;
      while (pages < MAX_PAGES && page(route, deadline(route, now))) {
        pages++;
      }
    }
    tryNumbers(now);
  }

  private Instant deadline(String route, Instant now) {
    RouteConfig config = routes.get(route);
    Duration timeout = config == null ? Duration.ZERO : config.responseTimeout();
    return now.minus(timeout).minus(MARGIN);
  }

  /** What one page came to, counted after its transaction. */
  private record Page(int read, int unmatched, Map<MessageIdConversion, Integer> rescued) {
    static final Page NONE = new Page(0, 0, Map.of());
  }

  /** Whether there is more. */
  private boolean page(String route, Instant deadline) {
    Page page = store.inTransaction(() -> sweeps.tryLock() ? tryForms(route, deadline) : Page.NONE);
    ids.unmatched(route, page.unmatched());
    page.rescued().forEach((form, receipts) -> ids.rescued(route, form, receipts));
    return page.read() >= MAX_ROWS;
  }

  private Page tryForms(String route, Instant deadline) {
    String name = "waiting/" + route;
    Instant done = sweeps.sweptUntil(name);
    Instant from = done == null ? Instant.EPOCH : done;
    List<UnmatchedReceipt> page = waiting.list(route, from, deadline, MAX_ROWS);
    if (page.isEmpty()) {
      return Page.NONE;
    }
    Map<MessageIdConversion, Integer> rescued = new HashMap<>();
    if (ids.learns(route)) {
      waiting.link(owners(page, rescued), false);
    }
    sweeps.saveSweptUntil(name, page.getLast().since());
    return new Page(page.size(), page.size(), rescued);
  }

  private List<MessageIdOwner> owners(
      List<UnmatchedReceipt> page, Map<MessageIdConversion, Integer> rescued) {
    List<CandidateMessageId> candidates = new ArrayList<>();
    for (UnmatchedReceipt receipt : page) {
      for (String other : MessageIdForms.others(receipt.messageId())) {
        candidates.add(new CandidateMessageId(receipt.route(), other, receipt.receivedAt()));
      }
    }
    Map<String, MessageIdOwner> open = new HashMap<>();
    store.findPendingOwners(candidates).forEach(owner -> open.put(owner.messageId(), owner));
    List<MessageIdOwner> owners = new ArrayList<>();
    for (UnmatchedReceipt receipt : page) {
      List<MessageIdOwner> fitting =
          MessageIdForms.others(receipt.messageId()).stream()
              .filter(open::containsKey)
              .map(open::get)
              .toList();
      if (fitting.size() == 1) {
        MessageIdOwner owner = fitting.getFirst();
        owners.add(
            new MessageIdOwner(
                receipt.route(), receipt.messageId(), owner.notificationId(), owner.segment()));
        rescued.merge(taught(receipt, owner), 1, Integer::sum);
      }
    }
    return owners;
  }

  /** Receipts wait under the form in use, so that its reverse means the id as it came. */
  private MessageIdConversion taught(UnmatchedReceipt receipt, MessageIdOwner owner) {
    String decimal = MessageIdForms.inForm(owner.messageId(), MessageIdConversion.HEX_TO_DECIMAL);
    boolean toHex = receipt.messageId().equals(decimal);
    MessageIdConversion inUse = ids.form(receipt.route());
    if (inUse
        == (toHex ? MessageIdConversion.HEX_TO_DECIMAL : MessageIdConversion.DECIMAL_TO_HEX)) {
      return MessageIdConversion.AS_IS;
    }
    return toHex ? MessageIdConversion.DECIMAL_TO_HEX : MessageIdConversion.HEX_TO_DECIMAL;
  }

  private void tryNumbers(Instant now) {
    Map<String, Instant> deadlines = new HashMap<>();
    routes.keySet().forEach(route -> deadlines.put(route, deadline(route, now)));
    boolean swept =
        store.inTransaction(() -> {
          if (!sweeps.tryLock()) {
            return false;
          }
          waiting.link(waiting.findByNumber(deadlines, now.minus(LOOK_BACK)), true);
          return true;
        });
    if (swept) {
      tellLinked();
    }
  }

  private void tellLinked() {
    boolean more = true;
    for (int pages = 0; more && pages < MAX_PAGES; pages++) {
      List<LateMatchedReceipt> linked = waiting.listLinked(MAX_ROWS);
      settlement.settle(() -> tells(linked));
      waiting.markReported(linked);
      for (LateMatchedReceipt one : linked) {
        meters.rescued(one.receipt().route(), one.byNumber() ? "number" : "form", 1);
      }
      more = linked.size() >= MAX_ROWS;
    }
  }

  private static Map<UUID, NotificationUpdate> tells(List<LateMatchedReceipt> linked) {
    Map<UUID, NotificationUpdate> tells = new HashMap<>();
    for (LateMatchedReceipt one : linked) {
      SegmentReceipt receipt = one.receipt();
      NotificationUpdate told =
          tells.computeIfAbsent(
              receipt.notificationId(), id -> new NotificationUpdate(receipt.route()));
      told.receipt(receipt.segment(), receipt.state(), receipt.error(), receipt.receivedAt());
      if (one.byNumber()) {
        told.byNumber();
      }
    }
    return tells;
  }
}
