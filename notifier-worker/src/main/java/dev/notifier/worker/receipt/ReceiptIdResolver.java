package dev.notifier.worker.receipt;

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
 * Determines the id under which the response of each receipt is stored. If the form of the route's
 * ids is known, the id is computed. Otherwise the store is asked: a response with the literal id is
 * preferred, then one whose id is the same number in another base and whose receipt is due now.
 * Thread-safe.
 */
final class ReceiptIdResolver {
  private final TrackStore store;
  private final MessageIdFormLearner forms;

  ReceiptIdResolver(TrackStore store, MessageIdFormLearner forms) {
    this.store = store;
    this.forms = forms;
  }

  List<IdentifiedReceipt> resolve(List<ParsedReceipt> receipts) {
    List<IdentifiedReceipt> resolved = new ArrayList<>(receipts.size());
    List<ReceivedReceipt> ofUnknownForm = new ArrayList<>();
    for (ParsedReceipt parsed : receipts) {
      MessageIdConversion conversion = forms.conversion(parsed.receipt().route());
      if (conversion == null) {
        ofUnknownForm.add(parsed.receipt());
      } else {
        resolved.add(convert(parsed, conversion));
      }
    }
    resolved.addAll(resolveByStore(ofUnknownForm));
    return resolved;
  }

  private static IdentifiedReceipt convert(ParsedReceipt parsed, MessageIdConversion conversion) {
    ReceivedReceipt receipt = parsed.receipt();
    String id = MessageIdForms.responseId(receipt.messageId(), parsed.textId(), conversion);
    boolean literal = id.equals(receipt.messageId()) && MessageIdForms.distinguishesForms(id);
    return new IdentifiedReceipt(
        literal ? MessageIdConversion.AS_IS : conversion, withId(receipt, id));
  }

  private List<IdentifiedReceipt> resolveByStore(List<ReceivedReceipt> receipts) {
    Set<MessageIdKey> literal =
        keys(store.findOwners(receipts.stream().map(ReceiptIdResolver::candidate).toList()));
    List<CandidateMessageId> converted = new ArrayList<>();
    for (ReceivedReceipt receipt : receipts) {
      if (!literal.contains(MessageIdKey.of(receipt))) {
        for (String other : MessageIdForms.otherForms(receipt.messageId())) {
          converted.add(new CandidateMessageId(receipt.route(), other, receipt.receivedAt()));
        }
      }
    }
    Set<MessageIdKey> due = keys(store.findPendingOwners(converted));
    return receipts.stream()
        .map(receipt ->
            literal.contains(MessageIdKey.of(receipt)) ? asIs(receipt) : onlyDue(receipt, due))
        .toList();
  }

  /** The conversion that leads to a due response, if exactly one does. */
  private static IdentifiedReceipt onlyDue(ReceivedReceipt receipt, Set<MessageIdKey> due) {
    List<IdentifiedReceipt> fitting = new ArrayList<>(1);
    for (MessageIdConversion conversion : MessageIdConversion.values()) {
      String id = MessageIdForms.convert(receipt.messageId(), conversion);
      if (conversion != MessageIdConversion.AS_IS
          && id != null
          && due.contains(new MessageIdKey(receipt.route(), id))) {
        fitting.add(new IdentifiedReceipt(conversion, withId(receipt, id)));
      }
    }
    return fitting.size() == 1 ? fitting.getFirst() : asIs(receipt);
  }

  private static IdentifiedReceipt asIs(ReceivedReceipt receipt) {
    return new IdentifiedReceipt(MessageIdConversion.AS_IS, receipt);
  }

  private static Set<MessageIdKey> keys(List<MessageIdOwner> owners) {
    Set<MessageIdKey> keys = new HashSet<>();
    owners.forEach(owner -> keys.add(MessageIdKey.of(owner)));
    return keys;
  }

  private static CandidateMessageId candidate(ReceivedReceipt receipt) {
    return new CandidateMessageId(receipt.route(), receipt.messageId(), receipt.receivedAt());
  }

  private static ReceivedReceipt withId(ReceivedReceipt receipt, String id) {
    return id.equals(receipt.messageId())
        ? receipt
        : new ReceivedReceipt(
            receipt.route(),
            id,
            receipt.state(),
            receipt.error(),
            receipt.receivedAt(),
            receipt.phone(),
            receipt.position());
  }
}
