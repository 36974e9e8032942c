package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.SegmentReceipt;
import dev.notifier.store.tracking.TrackStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the receipts that arrived before their responses. They wait under the id of the response;
 * while the form of a route's ids is unknown, they may wait under another form of it. Thread-safe.
 */
final class EarlyReceiptFinder {
  private final TrackStore store;
  private final MessageIdFormLearner forms;

  EarlyReceiptFinder(TrackStore store, MessageIdFormLearner forms) {
    this.store = store;
    this.forms = forms;
  }

  /**
   * Stores the responses and finds their receipts, in the caller's transaction.
   *
   * @param accepted at most one for each route and id
   */
  List<MatchedReceipt> find(Collection<AcceptedSegment> accepted) {
    List<MatchedReceipt> found = new ArrayList<>();
    for (SegmentReceipt receipt : store.saveResponses(accepted)) {
      MessageIdConversion known = forms.conversion(receipt.route());
      found.add(new MatchedReceipt(receipt, known == null ? MessageIdConversion.AS_IS : known));
    }
    found.addAll(findInOtherForms(accepted));
    return found;
  }

  private List<MatchedReceipt> findInOtherForms(Collection<AcceptedSegment> accepted) {
    Candidates candidates = new Candidates();
    for (AcceptedSegment segment : accepted) {
      if (forms.conversion(segment.route()) == null) {
        candidates.add(segment, MessageIdConversion.DECIMAL_TO_HEX);
        candidates.add(segment, MessageIdConversion.HEX_TO_DECIMAL);
      }
    }
    return store.claimReceipts(candidates.unambiguous()).stream().map(candidates::matched).toList();
  }

  /** The ids under which receipts may wait. An id that fits two segments is not used. */
  private static final class Candidates {
    private final Map<MessageIdKey, AcceptedSegment> segments = new HashMap<>();
    private final Map<MessageIdKey, MessageIdConversion> conversions = new HashMap<>();
    private final Set<MessageIdKey> ambiguous = new HashSet<>();

    /** Adds the id from which the conversion makes the id of the segment. */
    void add(AcceptedSegment segment, MessageIdConversion conversion) {
      String receiptId = MessageIdForms.convert(segment.messageId(), reverse(conversion));
      if (receiptId == null || receiptId.equals(segment.messageId())) {
        return;
      }
      MessageIdKey key = new MessageIdKey(segment.route(), receiptId);
      conversions.put(key, conversion);
      AcceptedSegment underReceiptId =
          new AcceptedSegment(
              segment.route(),
              receiptId,
              segment.notificationId(),
              segment.segment(),
              segment.respondedAt());
      if (segments.put(key, underReceiptId) != null) {
        ambiguous.add(key);
      }
    }

    private static MessageIdConversion reverse(MessageIdConversion conversion) {
      return conversion == MessageIdConversion.DECIMAL_TO_HEX
          ? MessageIdConversion.HEX_TO_DECIMAL
          : MessageIdConversion.DECIMAL_TO_HEX;
    }

    List<AcceptedSegment> unambiguous() {
      segments.keySet().removeAll(ambiguous);
      return List.copyOf(segments.values());
    }

    MatchedReceipt matched(SegmentReceipt receipt) {
      return new MatchedReceipt(
          receipt, Objects.requireNonNull(conversions.get(MessageIdKey.of(receipt))));
    }
  }
}
