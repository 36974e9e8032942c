package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SegmentReceipt;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.SubmissionOwner;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackStore.IdLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Matches responses and receipts by account, message id and number in the table {@code
 * submissions}. Whichever arrives first is stored and matched when the other one arrives. Both
 * methods run in the caller's transaction, before it locks notifications. Thread-safe.
 */
public final class ReceiptMatcher {
  /** No id of a carrier contains a control character. */
  private static final String NO_ID_PREFIX = "\u001F";

  /** A receipt arrives within this time after its response; later ones are rare. */
  private static final Duration RECEIPT_TIME = Duration.ofDays(2);

  private final TrackStore store;
  private final MessageIdFormLearner forms;
  private final ReceiptIdResolver resolver;

  public ReceiptMatcher(TrackStore store, MessageIdFormLearner forms) {
    this.store = store;
    this.forms = forms;
    this.resolver = new ReceiptIdResolver(store, forms);
  }

  /** Whether a response without an id was stored under this one. */
  static boolean isWithoutId(SubmissionKey key) {
    return key.messageId().startsWith(NO_ID_PREFIX);
  }

  /** An id that no response has, the same whenever the record is read. */
  static String uniqueId(ReceivedReceipt.Position position) {
    String record = NO_ID_PREFIX + position.partition() + "/" + position.offset();
    return position.index() == 0 ? record : record + "/" + position.index();
  }

  /**
   * Stores the responses of accepted segments. A response of an older worker has no number; it is
   * that of the notification.
   *
   * @return the receipts that arrived before them
   */
  public List<MatchedReceipt> matchResponses(List<AcceptedResponse> accepted) {
    Map<UUID, String> phones =
        store.phones(
            accepted.stream()
                .filter(response -> response.phone() == null)
                .map(AcceptedResponse::notificationId)
                .distinct()
                .toList());
    Map<SubmissionKey, AcceptedSegment> latest = new HashMap<>();
    Map<Short, AcceptedResponse> accounts = new HashMap<>();
    List<AcceptedSegment> withoutNumbers = new ArrayList<>();
    for (AcceptedResponse response : accepted) {
      String phone = response.phone();
      AcceptedSegment segment =
          segment(response, phone == null ? phones.get(response.notificationId()) : phone);
      latest.merge(segment.key(), segment, ReceiptMatcher::later);
      accounts.put(segment.key().account(), response);
    }
    List<MatchedReceipt> early = new ArrayList<>();
    for (SegmentReceipt receipt : store.saveResponses(latest.values())) {
      early.add(matched(receipt, accounts));
    }
    for (AcceptedSegment segment : latest.values()) {
      if (account(segment.key(), accounts).ignoresNumbers()) {
        withoutNumbers.add(segment);
      }
    }
    for (SegmentReceipt receipt : store.claimReceipts(onlyOnes(withoutNumbers))) {
      early.add(matched(receipt, accounts));
    }
    return early;
  }

  private AcceptedSegment segment(AcceptedResponse response, @Nullable String phone) {
    String id = forms.responseId(response.account(), response.messageId());
    return new AcceptedSegment(
        new SubmissionKey(
            response.account().id(),
            id == null ? NO_ID_PREFIX + response.notificationId() + "/" + response.segment() : id,
            ReceiptNumbers.ofE164(phone)),
        response.notificationId(),
        response.segment(),
        response.respondedAt(),
        false);
  }

  private static CarrierAccount account(SubmissionKey key, Map<Short, AcceptedResponse> accounts) {
    return Objects.requireNonNull(accounts.get(key.account())).account();
  }

  private MatchedReceipt matched(SegmentReceipt receipt, Map<Short, AcceptedResponse> accounts) {
    AcceptedResponse response = Objects.requireNonNull(accounts.get(receipt.key().account()));
    MessageIdConversion known = forms.conversion(response.account());
    return new MatchedReceipt(
        response.route(), receipt, known == null ? MessageIdConversion.AS_IS : known);
  }

  /** The later of two responses with one key; its receipts count for neither if they differ. */
  private static AcceptedSegment later(AcceptedSegment one, AcceptedSegment other) {
    boolean isLater = !other.respondedAt().isBefore(one.respondedAt());
    AcceptedSegment first = isLater ? one : other;
    AcceptedSegment last = isLater ? other : one;
    boolean differ =
        !one.notificationId().equals(other.notificationId()) || one.segment() != other.segment();
    boolean ambiguous =
        one.ambiguous()
            || other.ambiguous()
            || (differ && last.respondedAt().isBefore(first.respondedAt().plus(RECEIPT_TIME)));
    return new AcceptedSegment(
        last.key(), last.notificationId(), last.segment(), last.respondedAt(), ambiguous);
  }

  /** Those whose id belongs to no other segment without a final receipt. */
  private List<AcceptedSegment> onlyOnes(List<AcceptedSegment> segments) {
    if (segments.isEmpty()) {
      return segments;
    }
    List<SubmissionOwner> owners =
        store.findOwners(
            segments.stream()
                .map(segment ->
                    new IdLookup(
                        segment.key().account(), segment.key().messageId(), segment.respondedAt()))
                .toList());
    return segments.stream()
        .filter(segment ->
            owners.stream()
                .filter(SubmissionOwner::open)
                .filter(owner ->
                    owner.key().account() == segment.key().account()
                        && owner.key().messageId().equals(segment.key().messageId()))
                .allMatch(owner -> owner.notificationId().equals(segment.notificationId())))
        .toList();
  }

  /**
   * Stores receipts.
   *
   * @return those whose response is known
   */
  public List<MatchedReceipt> matchReceipts(List<ParsedReceipt> receipts) {
    Map<SubmissionKey, List<IdentifiedReceipt>> byKey = new HashMap<>();
    for (IdentifiedReceipt identified : resolver.resolve(receipts)) {
      byKey.computeIfAbsent(identified.receipt().key(), key -> new ArrayList<>(1)).add(identified);
    }
    List<ReceivedReceipt> mostTrusted =
        byKey.values().stream().map(ReceiptMatcher::mostTrusted).toList();
    List<MatchedReceipt> matched = new ArrayList<>();
    for (SubmissionOwner owner : store.saveReceipts(mostTrusted)) {
      Objects.requireNonNull(byKey.get(owner.key()))
          .forEach(identified -> matched.add(match(identified, owner)));
    }
    return matched;
  }

  private static MatchedReceipt match(IdentifiedReceipt identified, SubmissionOwner owner) {
    ReceivedReceipt receipt = identified.receipt();
    return new MatchedReceipt(
        identified.route(),
        new SegmentReceipt(
            owner.key(),
            owner.notificationId(),
            owner.segment(),
            receipt.state(),
            receipt.error(),
            receipt.receivedAt()),
        identified.conversion());
  }

  private static ReceivedReceipt mostTrusted(Collection<IdentifiedReceipt> sameKey) {
    return sameKey.stream()
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
