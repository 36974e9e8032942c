package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SegmentReceipt;
import dev.notifier.store.tracking.TrackStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Matches responses and receipts by route and message id in the table {@code submissions}.
 * Whichever arrives first is stored and matched when the other one arrives. Both methods run in the
 * caller's transaction, before it locks notifications. Thread-safe.
 */
public final class ReceiptMatcher {
  private final TrackStore store;
  private final EarlyReceiptFinder earlyReceipts;
  private final ReceiptIdResolver resolver;

  public ReceiptMatcher(TrackStore store, MessageIdFormLearner forms) {
    this.store = store;
    this.earlyReceipts = new EarlyReceiptFinder(store, forms);
    this.resolver = new ReceiptIdResolver(store, forms);
  }

  /**
   * Stores the responses of accepted segments.
   *
   * @return the receipts that arrived before them
   */
  public List<MatchedReceipt> matchResponses(Collection<AcceptedSegment> accepted) {
    Map<MessageIdKey, AcceptedSegment> latest = new HashMap<>();
    for (AcceptedSegment segment : accepted) {
      latest.merge(MessageIdKey.of(segment), segment, ReceiptMatcher::later);
    }
    return earlyReceipts.find(latest.values());
  }

  private static AcceptedSegment later(AcceptedSegment one, AcceptedSegment other) {
    return other.respondedAt().isBefore(one.respondedAt()) ? one : other;
  }

  /**
   * Stores receipts.
   *
   * @param now the time from which receipts without a response wait for it
   * @return those whose response is known
   */
  public List<MatchedReceipt> matchReceipts(List<ParsedReceipt> receipts, Instant now) {
    Map<MessageIdKey, List<IdentifiedReceipt>> byId = new HashMap<>();
    for (IdentifiedReceipt identified : resolver.resolve(receipts)) {
      byId.computeIfAbsent(MessageIdKey.of(identified.receipt()), id -> new ArrayList<>(1))
          .add(identified);
    }
    List<ReceivedReceipt> mostTrusted =
        byId.values().stream().map(ReceiptMatcher::mostTrusted).toList();
    List<MatchedReceipt> matched = new ArrayList<>();
    for (MessageIdOwner owner : store.saveReceipts(mostTrusted, now)) {
      Objects.requireNonNull(byId.get(MessageIdKey.of(owner)))
          .forEach(identified -> matched.add(match(identified, owner)));
    }
    return matched;
  }

  private static MatchedReceipt match(IdentifiedReceipt identified, MessageIdOwner owner) {
    ReceivedReceipt receipt = identified.receipt();
    return new MatchedReceipt(
        new SegmentReceipt(
            owner.route(),
            owner.messageId(),
            owner.notificationId(),
            owner.segment(),
            receipt.state(),
            receipt.error(),
            receipt.receivedAt()),
        identified.conversion());
  }

  private static ReceivedReceipt mostTrusted(List<IdentifiedReceipt> sameId) {
    return sameId.stream()
        .map(IdentifiedReceipt::receipt)
        .reduce(ReceiptMatcher::moreTrusted)
        .orElseThrow();
  }

  /**
   * Follows the rule by which the store merges waiting receipts: the higher rank, then the later.
   */
  private static ReceivedReceipt moreTrusted(ReceivedReceipt one, ReceivedReceipt other) {
    int difference = other.state().rank() - one.state().rank();
    if (difference != 0) {
      return difference > 0 ? other : one;
    }
    return other.receivedAt().isBefore(one.receivedAt()) ? one : other;
  }
}
