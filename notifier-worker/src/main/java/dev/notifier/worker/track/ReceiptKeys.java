package dev.notifier.worker.track;

import dev.notifier.store.CandidateId;
import dev.notifier.store.IdForm;
import dev.notifier.store.ReceiptOwner;
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
final class ReceiptKeys {
  private final TrackStore store;
  private final RouteIds ids;

  ReceiptKeys(TrackStore store, RouteIds ids) {
    this.store = store;
    this.ids = ids;
  }

  List<KeyedReceipt> of(List<CarrierReceipt> receipts) {
    List<KeyedReceipt> keyed = new ArrayList<>(receipts.size());
    List<ReceivedReceipt> unsure = new ArrayList<>();
    for (CarrierReceipt one : receipts) {
      ReceivedReceipt receipt = one.receipt();
      IdForm form = ids.form(receipt.account());
      if (form == null) {
        unsure.add(receipt);
      } else {
        String key = CarrierIds.key(receipt.carrierId(), one.textId(), form);
        boolean same = key.equals(receipt.carrierId()) && CarrierIds.tells(key);
        keyed.add(new KeyedReceipt(same ? IdForm.AS_IS : form, under(receipt, key)));
      }
    }
    keyed.addAll(tried(unsure));
    return keyed;
  }

  private record Known(String account, String carrierId) {}

  private List<KeyedReceipt> tried(List<ReceivedReceipt> unsure) {
    Set<Known> asIs = known(store.known(unsure.stream().map(ReceiptKeys::candidate).toList()));
    List<CandidateId> others = new ArrayList<>();
    for (ReceivedReceipt receipt : unsure) {
      if (!asIs.contains(new Known(receipt.account(), receipt.carrierId()))) {
        for (String other : CarrierIds.others(receipt.carrierId())) {
          others.add(new CandidateId(receipt.account(), other, receipt.receivedAt()));
        }
      }
    }
    Set<Known> open = known(store.open(others));
    List<KeyedReceipt> tried = new ArrayList<>(unsure.size());
    for (ReceivedReceipt receipt : unsure) {
      boolean sure = asIs.contains(new Known(receipt.account(), receipt.carrierId()));
      tried.add(sure ? new KeyedReceipt(IdForm.AS_IS, receipt) : best(receipt, open));
    }
    return tried;
  }

  private static KeyedReceipt best(ReceivedReceipt receipt, Set<Known> open) {
    List<KeyedReceipt> fitting = new ArrayList<>(1);
    for (IdForm form : IdForm.values()) {
      String key = CarrierIds.inForm(receipt.carrierId(), form);
      if (form != IdForm.AS_IS && key != null && open.contains(new Known(receipt.account(), key))) {
        fitting.add(new KeyedReceipt(form, under(receipt, key)));
      }
    }
    return fitting.size() == 1 ? fitting.getFirst() : new KeyedReceipt(IdForm.AS_IS, receipt);
  }

  private static Set<Known> known(List<ReceiptOwner> owners) {
    Set<Known> known = new HashSet<>();
    owners.forEach(owner -> known.add(new Known(owner.account(), owner.carrierId())));
    return known;
  }

  private static CandidateId candidate(ReceivedReceipt receipt) {
    return new CandidateId(receipt.account(), receipt.carrierId(), receipt.receivedAt());
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
