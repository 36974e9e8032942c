package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceiptReading;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.SubmissionOwner;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.IdLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<ParsedReceipt> several = new ArrayList<>();
    for (ParsedReceipt parsed : receipts) {
      if (parsed.alternative() != null) {
        several.add(parsed);
        continue;
      }
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
    resolved.addAll(readings(several));
    return resolved;
  }

  /** The reading whose id is known; without one, both are kept until the response deadline. */
  private List<IdentifiedReceipt> readings(List<ParsedReceipt> several) {
    Map<ParsedReceipt, List<IdentifiedReceipt>> readings = new LinkedHashMap<>();
    List<IdLookup> ids = new ArrayList<>();
    for (ParsedReceipt parsed : several) {
      ReceiptReading other = Objects.requireNonNull(parsed.alternative());
      ParsedReceipt alternative =
          new ParsedReceipt(
              parsed.route(), parsed.account(), null, parsed.receipt().read(other), null);
      List<IdentifiedReceipt> both = List.of(convert(parsed), convert(alternative));
      readings.put(parsed, both);
      both.forEach(each -> ids.add(new Choice(each, false).lookup()));
    }
    List<SubmissionOwner> owners = store.findOwners(ids);
    List<IdentifiedReceipt> decided = new ArrayList<>(several.size());
    readings.forEach((parsed, both) -> {
      List<IdentifiedReceipt> known = new ArrayList<>();
      for (IdentifiedReceipt each : both) {
        IdentifiedReceipt found = new Choice(each, parsed.account().ignoresNumbers()).known(owners);
        if (found != null) {
          known.add(found);
        }
      }
      decided.add(known.size() == 1 ? known.getFirst() : undecided(parsed));
    });
    return decided;
  }

  private static IdentifiedReceipt undecided(ParsedReceipt parsed) {
    ReceivedReceipt receipt = parsed.receipt();
    ReceiptReading own =
        new ReceiptReading(receipt.key().messageId(), receipt.state(), receipt.error());
    return new IdentifiedReceipt(
        parsed.route(),
        MessageIdConversion.AS_IS,
        receipt.withReadings(
            ReceiptMatcher.uniqueId(receipt.position()),
            List.of(own, Objects.requireNonNull(parsed.alternative()))));
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
      return new IdLookup(receipt.key().account(), receipt.key().messageId(), receipt.receivedAt());
    }

    /** The receipt with the number of its response, or null if no response is known. */
    @Nullable IdentifiedReceipt known(List<SubmissionOwner> owners) {
      IdentifiedReceipt decided = decide(owners);
      long number = decided.receipt().key().number();
      return ofId(owners).stream().anyMatch(owner -> owner.key().number() == number)
          ? decided
          : null;
    }

    private List<SubmissionOwner> ofId(List<SubmissionOwner> owners) {
      SubmissionKey key = identified.receipt().key();
      return owners.stream()
          .filter(owner ->
              owner.key().account() == key.account()
                  && owner.key().messageId().equals(key.messageId())
                  && owner.isDueAt(identified.receipt().receivedAt()))
          .toList();
    }

    IdentifiedReceipt decide(List<SubmissionOwner> owners) {
      SubmissionKey key = identified.receipt().key();
      List<SubmissionOwner> ofId = ofId(owners);
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
