package dev.notifier.worker.track;

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
 * Finds the receipts that came before their answers. They wait under the answer's id; while the
 * form of a route's ids is not known, perhaps under another form of it. Thread-safe.
 */
final class EarlyReceiptMatcher {
  private final TrackStore store;
  private final MessageIdFormLearner ids;

  EarlyReceiptMatcher(TrackStore store, MessageIdFormLearner ids) {
    this.store = store;
    this.ids = ids;
  }

  /**
   * A receipt that had waited.
   *
   * @param form what makes the answer's id of the receipt's
   */
  record Early(SegmentReceipt receipt, MessageIdConversion form) {}

  /**
   * Stores the answers, inside the transaction.
   *
   * @param accepted at most one for each account and id
   */
  List<Early> meet(Collection<AcceptedSegment> accepted) {
    List<Early> early = new ArrayList<>();
    for (SegmentReceipt receipt : store.saveResponses(accepted)) {
      MessageIdConversion form = ids.form(receipt.route());
      early.add(new Early(receipt, form == null ? MessageIdConversion.AS_IS : form));
    }
    early.addAll(underOtherForms(accepted));
    return early;
  }

  private record Key(String account, String messageId) {}

  private List<Early> underOtherForms(Collection<AcceptedSegment> accepted) {
    Map<Key, AcceptedSegment> wanted = new HashMap<>();
    Map<Key, MessageIdConversion> forms = new HashMap<>();
    Set<Key> unsure = new HashSet<>();
    for (AcceptedSegment segment : accepted) {
      if (ids.form(segment.route()) == null) {
        want(
            segment,
            MessageIdConversion.HEX_TO_DECIMAL,
            MessageIdConversion.DECIMAL_TO_HEX,
            wanted,
            forms,
            unsure);
        want(
            segment,
            MessageIdConversion.DECIMAL_TO_HEX,
            MessageIdConversion.HEX_TO_DECIMAL,
            wanted,
            forms,
            unsure);
      }
    }
    wanted.keySet().removeAll(unsure);
    return store.claimReceipts(List.copyOf(wanted.values())).stream()
        .map(receipt -> {
          Key key = new Key(receipt.route(), receipt.messageId());
          return new Early(receipt, Objects.requireNonNull(forms.get(key)));
        })
        .toList();
  }

  private static void want(
      AcceptedSegment segment,
      MessageIdConversion backwards,
      MessageIdConversion form,
      Map<Key, AcceptedSegment> wanted,
      Map<Key, MessageIdConversion> forms,
      Set<Key> unsure) {
    String id = MessageIdForms.inForm(segment.messageId(), backwards);
    if (id == null || id.equals(segment.messageId())) {
      return;
    }
    Key key = new Key(segment.route(), id);
    forms.put(key, form);
    AcceptedSegment under =
        new AcceptedSegment(
            segment.route(),
            id,
            segment.notificationId(),
            segment.segment(),
            segment.respondedAt());
    if (wanted.put(key, under) != null) {
      unsure.add(key);
    }
  }
}
