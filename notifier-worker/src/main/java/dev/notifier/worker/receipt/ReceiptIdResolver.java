package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.SubmissionOwner;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.IdLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Determines the key under which the response of each receipt is stored. If the form of the
 * account's ids is known, the id is computed; otherwise it is used as it is, and {@link
 * LateReceiptLinker} tries other forms at the response deadline. The store is asked only about
 * receipts with two numbers, or of accounts whose numbers are ignored. Thread-safe.
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
    List<Choice> choices = new ArrayList<>();
    for (ParsedReceipt parsed : receipts) {
      IdentifiedReceipt identified = convert(parsed);
      if (parsed.account().ignoresNumbers() || parsed.receipt().otherNumber() != 0) {
        choices.add(new Choice(identified, parsed.account().ignoresNumbers()));
      } else {
        resolved.add(identified);
      }
    }
    if (!choices.isEmpty()) {
      List<SubmissionOwner> owners =
          store.findOwners(choices.stream().map(Choice::lookup).distinct().toList());
      choices.forEach(choice -> resolved.add(choice.decide(owners)));
    }
    return resolved;
  }

  private IdentifiedReceipt convert(ParsedReceipt parsed) {
    ReceivedReceipt receipt = parsed.receipt();
    String raw = receipt.key().messageId();
    MessageIdConversion known = forms.conversion(parsed.account());
    if (known == null || known == MessageIdConversion.AS_IS) {
      return new IdentifiedReceipt(parsed.route(), MessageIdConversion.AS_IS, receipt);
    }
    String id = Objects.requireNonNullElse(MessageIdForms.canonical(raw), raw);
    String response =
        MessageIdForms.responseId(id, MessageIdForms.canonical(parsed.textId()), known);
    boolean converted = !response.equals(id) || known == MessageIdConversion.SAME_NUMBER;
    return new IdentifiedReceipt(
        parsed.route(),
        converted ? known : MessageIdConversion.AS_IS,
        receipt.withKey(receipt.key().withMessageId(response)));
  }

  /** A receipt whose number is chosen by the responses that are known. */
  private record Choice(IdentifiedReceipt identified, boolean ignoresNumbers) {
    IdLookup lookup() {
      ReceivedReceipt receipt = identified.receipt();
      return new IdLookup(
          receipt.key().account(), receipt.key().messageId(), receipt.receivedAt());
    }

    IdentifiedReceipt decide(List<SubmissionOwner> owners) {
      SubmissionKey key = identified.receipt().key();
      List<SubmissionOwner> ofId =
          owners.stream()
              .filter(owner ->
                  owner.key().account() == key.account()
                      && owner.key().messageId().equals(key.messageId())
                      && owner.isDueAt(identified.receipt().receivedAt()))
              .toList();
      if (ignoresNumbers) {
        SubmissionOwner only = onlyOne(ofId);
        return identified.withNumber(only == null ? SubmissionKey.NO_NUMBER : only.key().number());
      }
      long other = identified.receipt().otherNumber();
      boolean isOther =
          ofId.stream().noneMatch(owner -> owner.key().number() == key.number())
              && ofId.stream().anyMatch(owner -> owner.key().number() == other);
      return isOther ? identified.withNumber(other) : identified;
    }
  }

  /** The only segment without a final receipt; if all have one, the only segment. */
  static @Nullable SubmissionOwner onlyOne(List<SubmissionOwner> owners) {
    List<SubmissionOwner> open = owners.stream().filter(SubmissionOwner::open).toList();
    List<SubmissionOwner> fitting = open.isEmpty() ? owners : open;
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }
}
