package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.CandidateMessageId;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnmatchedReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Links receipts that have no response at the response deadline to segments. Each receipt is tried
 * once in the other forms of its id, if the route's form is not configured. Receipts are compared
 * with unconfirmed segments by route, number and time in every sweep, because a segment may become
 * known as unconfirmed after its receipt arrived. Linked receipts still have to be applied.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock links.
 */
public final class LateReceiptLinker {
  private static final int MAX_ROWS = 2_000;

  /** Pages of one route in one sweep; the remaining pages wait for the next sweep. */
  private static final int MAX_PAGES = 20;

  /**
   * Added to the response timeout: a response that was read in time may be stored a little later.
   */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** Receipts are kept for 7 days and arrive up to two days after their message was planned. */
  private static final Duration LOOK_BACK = Duration.ofDays(9);

  private final TrackStore store;
  private final SweepStore sweeps;
  private final UnmatchedReceiptStore receipts;
  private final Map<String, RouteConfig> routes;
  private final MessageIdFormLearner forms;

  public LateReceiptLinker(
      TrackStore store,
      SweepStore sweeps,
      UnmatchedReceiptStore receipts,
      Map<String, RouteConfig> routes,
      MessageIdFormLearner forms) {
    this.store = store;
    this.sweeps = sweeps;
    this.receipts = receipts;
    this.routes = routes;
    this.forms = forms;
  }

  /** Links receipts whose response has another form of the same id. */
  public void linkByForm(Instant now) {
    for (String route : routes.keySet()) {
      int pages = 0;
      while (pages < MAX_PAGES && linkPage(route, deadline(route, now))) {
        pages++;
      }
    }
  }

  private Instant deadline(String route, Instant now) {
    RouteConfig config = routes.get(route);
    Duration timeout = config == null ? Duration.ZERO : config.responseTimeout();
    return now.minus(timeout).minus(MARGIN);
  }

  /** The receipts of one page, counted after the page's transaction. */
  private record Page(int receipts, Map<MessageIdConversion, Integer> linked) {
    static final Page EMPTY = new Page(0, Map.of());
  }

  /** Returns whether there may be another page. */
  private boolean linkPage(String route, Instant deadline) {
    Page page =
        store.inTransaction(() -> sweeps.tryLock() ? nextPage(route, deadline) : Page.EMPTY);
    forms.countUnmatched(route, page.receipts());
    page.linked().forEach((conversion, count) -> forms.countLateMatched(route, conversion, count));
    return page.receipts() >= MAX_ROWS;
  }

  private Page nextPage(String route, Instant deadline) {
    String sweep = "waiting/" + route;
    Instant done = sweeps.sweptUntil(sweep);
    Instant from = done == null ? Instant.EPOCH : done;
    List<UnmatchedReceipt> page = receipts.list(route, from, deadline, MAX_ROWS);
    if (page.isEmpty()) {
      return Page.EMPTY;
    }
    Map<MessageIdConversion, Integer> linked = new HashMap<>();
    if (forms.learns(route)) {
      List<MessageIdOwner> owners = new ArrayList<>();
      ownersByReceipt(page)
          .forEach((receipt, owner) -> {
            owners.add(
                new MessageIdOwner(
                    receipt.route(), receipt.messageId(), owner.notificationId(), owner.segment()));
            linked.merge(conversion(receipt, owner), 1, Integer::sum);
          });
      receipts.link(owners, false);
    }
    sweeps.saveSweptUntil(sweep, page.getLast().since());
    return new Page(page.size(), linked);
  }

  /** The owner of another form of each receipt's id, if there is exactly one. */
  private Map<UnmatchedReceipt, MessageIdOwner> ownersByReceipt(List<UnmatchedReceipt> page) {
    List<CandidateMessageId> candidates = new ArrayList<>();
    for (UnmatchedReceipt receipt : page) {
      for (String other : MessageIdForms.otherForms(receipt.messageId())) {
        candidates.add(new CandidateMessageId(receipt.route(), other, receipt.receivedAt()));
      }
    }
    Map<String, MessageIdOwner> due = new HashMap<>();
    store.findPendingOwners(candidates).forEach(owner -> due.put(owner.messageId(), owner));
    Map<UnmatchedReceipt, MessageIdOwner> owners = new LinkedHashMap<>();
    for (UnmatchedReceipt receipt : page) {
      List<String> fitting =
          MessageIdForms.otherForms(receipt.messageId()).stream().filter(due::containsKey).toList();
      if (fitting.size() == 1) {
        owners.put(receipt, Objects.requireNonNull(due.get(fitting.getFirst())));
      }
    }
    return owners;
  }

  /** Receipts wait in the form in use, so the reverse of that form is the id as it arrived. */
  private MessageIdConversion conversion(UnmatchedReceipt receipt, MessageIdOwner owner) {
    String decimal = MessageIdForms.convert(owner.messageId(), MessageIdConversion.HEX_TO_DECIMAL);
    boolean toHex = receipt.messageId().equals(decimal);
    MessageIdConversion inUse = forms.conversion(receipt.route());
    if (inUse
        == (toHex ? MessageIdConversion.HEX_TO_DECIMAL : MessageIdConversion.DECIMAL_TO_HEX)) {
      return MessageIdConversion.AS_IS;
    }
    return toHex ? MessageIdConversion.DECIMAL_TO_HEX : MessageIdConversion.HEX_TO_DECIMAL;
  }

  /**
   * Links receipts that can be about one unconfirmed segment only, by route, number and time.
   *
   * @return false if another worker sweeps
   */
  public boolean linkByNumber(Instant now) {
    Map<String, Instant> deadlines = new HashMap<>();
    routes.keySet().forEach(route -> deadlines.put(route, deadline(route, now)));
    return store.inTransaction(() -> {
      if (!sweeps.tryLock()) {
        return false;
      }
      receipts.link(receipts.findByNumber(deadlines, now.minus(LOOK_BACK)), true);
      return true;
    });
  }
}
