package dev.notifier.worker.track;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.CandidateMessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Under which id the answer of each receipt is stored. Where the route's form is known that is
 * computed. While it is not, the store is asked: an answer with the very id comes first, then one
 * whose id is the same number in another base and which a receipt is due for now. Thread-safe.
 */
final class ReceiptIdResolver {
  private final TrackStore store;
  private final MessageIdFormLearner ids;

  ReceiptIdResolver(TrackStore store, MessageIdFormLearner ids) {
    this.store = store;
    this.ids = ids;
  }

  List<IdentifiedReceipt> of(List<ParsedReceipt> receipts) {
    List<IdentifiedReceipt> keyed = new ArrayList<>(receipts.size());
    List<ReceivedReceipt> unsure = new ArrayList<>();
    for (ParsedReceipt one : receipts) {
      ReceivedReceipt receipt = one.receipt();
      MessageIdConversion form = ids.form(receipt.route());
      if (form == null) {
        unsure.add(receipt);
      } else {
        String key = MessageIdForms.key(receipt.messageId(), one.textId(), form);
        boolean same = key.equals(receipt.messageId()) && MessageIdForms.tells(key);
        keyed.add(
            new IdentifiedReceipt(same ? MessageIdConversion.AS_IS : form, under(receipt, key)));
      }
    }
    keyed.addAll(tried(unsure));
    return keyed;
  }

  private record Known(String account, String messageId) {}

  private List<IdentifiedReceipt> tried(List<ReceivedReceipt> unsure) {
    Set<Known> asIs =
        known(store.findOwners(unsure.stream().map(ReceiptIdResolver::candidate).toList()));
    List<CandidateMessageId> others = new ArrayList<>();
    for (ReceivedReceipt receipt : unsure) {
      if (!asIs.contains(new Known(receipt.route(), receipt.messageId()))) {
        for (String other : MessageIdForms.others(receipt.messageId())) {
          others.add(new CandidateMessageId(receipt.route(), other, receipt.receivedAt()));
        }
      }
    }
    Set<Known> open = known(store.findPendingOwners(others));
    List<IdentifiedReceipt> tried = new ArrayList<>(unsure.size());
    for (ReceivedReceipt receipt : unsure) {
      boolean sure = asIs.contains(new Known(receipt.route(), receipt.messageId()));
      tried.add(
          sure ? new IdentifiedReceipt(MessageIdConversion.AS_IS, receipt) : best(receipt, open));
    }
    return tried;
  }

  private static IdentifiedReceipt best(ReceivedReceipt receipt, Set<Known> open) {
    List<IdentifiedReceipt> fitting = new ArrayList<>(1);
    for (MessageIdConversion form : MessageIdConversion.values()) {
      String key = MessageIdForms.inForm(receipt.messageId(), form);
      if (form != MessageIdConversion.AS_IS
          && key != null
          && open.contains(new Known(receipt.route(), key))) {
        fitting.add(new IdentifiedReceipt(form, under(receipt, key)));
      }
    }
    return fitting.size() == 1
        ? fitting.getFirst()
        : new IdentifiedReceipt(MessageIdConversion.AS_IS, receipt);
  }

  private static Set<Known> known(List<MessageIdOwner> owners) {
    Set<Known> known = new HashSet<>();
    owners.forEach(owner -> known.add(new Known(owner.route(), owner.messageId())));
    return known;
  }

  private static CandidateMessageId candidate(ReceivedReceipt receipt) {
    return new CandidateMessageId(receipt.route(), receipt.messageId(), receipt.receivedAt());
  }

  private static ReceivedReceipt under(ReceivedReceipt receipt, String key) {
    return key.equals(receipt.messageId())
        ? receipt
        : new ReceivedReceipt(
            receipt.route(),
            key,
            receipt.state(),
            receipt.error(),
            receipt.receivedAt(),
            receipt.phone(),
            receipt.position());
  }
}
