package dev.notifier.worker.track;

import dev.notifier.store.CandidateMessageId;
import dev.notifier.store.MessageIdConversion;
import dev.notifier.store.MessageIdOwner;
import dev.notifier.store.ReceivedReceipt;
import dev.notifier.store.TrackStore;
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
      MessageIdConversion form = ids.form(receipt.account());
      if (form == null) {
        unsure.add(receipt);
      } else {
        String key = MessageIdForms.key(receipt.carrierId(), one.textId(), form);
        boolean same = key.equals(receipt.carrierId()) && MessageIdForms.tells(key);
        keyed.add(
            new IdentifiedReceipt(same ? MessageIdConversion.AS_IS : form, under(receipt, key)));
      }
    }
    keyed.addAll(tried(unsure));
    return keyed;
  }

  private record Known(String account, String carrierId) {}

  private List<IdentifiedReceipt> tried(List<ReceivedReceipt> unsure) {
    Set<Known> asIs =
        known(store.known(unsure.stream().map(ReceiptIdResolver::candidate).toList()));
    List<CandidateMessageId> others = new ArrayList<>();
    for (ReceivedReceipt receipt : unsure) {
      if (!asIs.contains(new Known(receipt.account(), receipt.carrierId()))) {
        for (String other : MessageIdForms.others(receipt.carrierId())) {
          others.add(new CandidateMessageId(receipt.account(), other, receipt.receivedAt()));
        }
      }
    }
    Set<Known> open = known(store.open(others));
    List<IdentifiedReceipt> tried = new ArrayList<>(unsure.size());
    for (ReceivedReceipt receipt : unsure) {
      boolean sure = asIs.contains(new Known(receipt.account(), receipt.carrierId()));
      tried.add(
          sure ? new IdentifiedReceipt(MessageIdConversion.AS_IS, receipt) : best(receipt, open));
    }
    return tried;
  }

  private static IdentifiedReceipt best(ReceivedReceipt receipt, Set<Known> open) {
    List<IdentifiedReceipt> fitting = new ArrayList<>(1);
    for (MessageIdConversion form : MessageIdConversion.values()) {
      String key = MessageIdForms.inForm(receipt.carrierId(), form);
      if (form != MessageIdConversion.AS_IS
          && key != null
          && open.contains(new Known(receipt.account(), key))) {
        fitting.add(new IdentifiedReceipt(form, under(receipt, key)));
      }
    }
    return fitting.size() == 1
        ? fitting.getFirst()
        : new IdentifiedReceipt(MessageIdConversion.AS_IS, receipt);
  }

  private static Set<Known> known(List<MessageIdOwner> owners) {
    Set<Known> known = new HashSet<>();
    owners.forEach(owner -> known.add(new Known(owner.account(), owner.carrierId())));
    return known;
  }

  private static CandidateMessageId candidate(ReceivedReceipt receipt) {
    return new CandidateMessageId(receipt.account(), receipt.carrierId(), receipt.receivedAt());
  }

  private static ReceivedReceipt under(ReceivedReceipt receipt, String key) {
    return key.equals(receipt.carrierId())
        ? receipt
        : new ReceivedReceipt(
            receipt.account(),
            key,
            receipt.state(),
            receipt.error(),
            receipt.receivedAt(),
            receipt.phone(),
            receipt.position());
  }
}
