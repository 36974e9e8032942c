package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceiptReading;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.SubmissionOwner;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.Link;
import dev.notifier.store.tracking.UnmatchedReceiptStore.LinkedBy;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnconfirmedCandidate;
import dev.notifier.store.tracking.UnmatchedReceiptStore.UnmatchedReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides to which segment a receipt belongs whose id is still unknown at the response deadline. A
 * wrong state is worse than a missing one, so a receipt counts only if exactly one segment can be
 * meant. Has no side effects.
 *
 * @param known the form of the account's ids, or null
 * @param healthy whether nearly all receipts of the account match a response
 */
record LateReceiptRules(
    CarrierAccount account, @Nullable MessageIdConversion known, boolean healthy) {
  private static final Duration MAX_RECEIPT_TIME = Duration.ofDays(2);
  private static final int FINAL_RANK = 2;

  /**
   * What is known about the number of a receipt.
   *
   * @param accepted the segments that the account accepted for it, or, if numbers are ignored, all
   *     that got an id like that of the receipt
   * @param acceptedOther the segments for the number in its other address
   * @param unconfirmed notifications to the number without a response
   * @param receipts all unmatched receipts of the number, with this one
   */
  record Evidence(
      List<SubmissionOwner> accepted,
      List<SubmissionOwner> acceptedOther,
      List<UnconfirmedCandidate> unconfirmed,
      List<UnmatchedReceipt> receipts) {
    static final Evidence NONE = new Evidence(List.of(), List.of(), List.of(), List.of());

    /** Whether there are more rows than were read. */
    boolean isIncomplete() {
      return accepted.size() >= UnmatchedReceiptStore.MAX_PER_NUMBER
          || acceptedOther.size() >= UnmatchedReceiptStore.MAX_PER_NUMBER
          || unconfirmed.size() >= UnmatchedReceiptStore.MAX_PER_NUMBER
          || receipts.size() >= UnmatchedReceiptStore.MAX_PER_NUMBER;
    }
  }

  /**
   * A receipt with its segment.
   *
   * @param conversion null if it was linked by its number
   */
  record LateMatch(Link link, @Nullable MessageIdConversion conversion) {}

  private record Segment(UUID notificationId, int number) {
    static Segment of(SubmissionOwner owner) {
      return new Segment(owner.notificationId(), owner.segment());
    }
  }

  @Nullable LateMatch decide(UnmatchedReceipt receipt, Evidence evidence) {
    if (evidence.isIncomplete()) {
      return null;
    }
    if (!receipt.readings().isEmpty()) {
      return byReading(receipt, evidence);
    }
    List<SubmissionOwner> fitting = fitting(receipt, evidence);
    if (!fitting.isEmpty()) {
      return byForm(receipt, fitting, evidence);
    }
    return account.ignoresNumbers() ? null : byNumber(receipt, evidence);
  }

  /** The only reading whose id fits a segment, if exactly one does. */
  private @Nullable LateMatch byReading(UnmatchedReceipt receipt, Evidence evidence) {
    ReceiptReading known = null;
    LateMatch match = null;
    for (ReceiptReading reading : receipt.readings()) {
      UnmatchedReceipt read = receipt.read(reading);
      List<SubmissionOwner> fitting = fitting(read, evidence);
      if (!fitting.isEmpty()) {
        if (known != null) {
          return null;
        }
        known = reading;
        match = byForm(read, fitting, evidence);
      }
    }
    if (match == null) {
      return null;
    }
    Link link = match.link();
    return new LateMatch(
        new Link(receipt.key(), link.notificationId(), link.segment(), LinkedBy.FORM, known),
        match.conversion());
  }

  private List<SubmissionOwner> fitting(UnmatchedReceipt receipt, Evidence evidence) {
    List<SubmissionOwner> fitting = new ArrayList<>(fitting(receipt, evidence.accepted()));
    fitting.addAll(fitting(receipt, evidence.acceptedOther()));
    return fitting;
  }

  private List<SubmissionOwner> fitting(UnmatchedReceipt receipt, List<SubmissionOwner> accepted) {
    return accepted.stream()
        .filter(owner ->
            owner.open()
                && owner.isDueAt(receipt.receivedAt())
                && conversion(receipt, owner) != null)
        .toList();
  }

  private @Nullable MessageIdConversion conversion(
      UnmatchedReceipt receipt, SubmissionOwner owner) {
    return MessageIdForms.match(
        receipt.key().messageId(), owner.key().messageId(), account.format());
  }

  private @Nullable LateMatch byForm(
      UnmatchedReceipt receipt, List<SubmissionOwner> fitting, Evidence evidence) {
    Set<Segment> segments = new HashSet<>();
    fitting.forEach(owner -> segments.add(Segment.of(owner)));
    if (segments.size() != 1) {
      return null;
    }
    SubmissionOwner owner = fitting.getFirst();
    MessageIdConversion found = conversion(receipt, owner);
    // Without a known form, the id may be that of a segment whose response is missing.
    boolean mayBeAnother =
        found != MessageIdConversion.AS_IS
            && known == null
            && !candidates(receipt, evidence).isEmpty();
    return mayBeAnother
        ? null
        : new LateMatch(
            new Link(receipt.key(), owner.notificationId(), owner.segment(), LinkedBy.FORM, null),
            asReceived(found));
  }

  /** A receipt waits in the form in use, so the reverse of that form is the id as it arrived. */
  private @Nullable MessageIdConversion asReceived(@Nullable MessageIdConversion found) {
    boolean reversed =
        (known == MessageIdConversion.DECIMAL_TO_HEX && found == MessageIdConversion.HEX_TO_DECIMAL)
            || (known == MessageIdConversion.HEX_TO_DECIMAL
                && found == MessageIdConversion.DECIMAL_TO_HEX);
    return reversed ? MessageIdConversion.AS_IS : found;
  }

  /** No accepted message with an id waits for a receipt, and one segment and one receipt fit. */
  private @Nullable LateMatch byNumber(UnmatchedReceipt receipt, Evidence evidence) {
    boolean anotherWaits =
        evidence.accepted().stream()
            .anyMatch(owner ->
                owner.open()
                    && !ReceiptMatcher.isWithoutId(owner.key())
                    && isWaitingAt(owner, receipt.receivedAt()));
    if (!healthy
        || anotherWaits
        || receipt.key().number() == SubmissionKey.NO_NUMBER
        || !isFinal(receipt)) {
      return null;
    }
    List<@Nullable Segment> candidates = candidates(receipt, evidence);
    Segment only = candidates.size() == 1 ? candidates.getFirst() : null;
    boolean otherReceiptFits =
        evidence.receipts().stream()
            .anyMatch(other ->
                !other.key().equals(receipt.key())
                    && isFinal(other)
                    && !candidates(other, evidence).isEmpty());
    return only == null || otherReceiptFits
        ? null
        : new LateMatch(
            new Link(receipt.key(), only.notificationId(), only.number(), LinkedBy.NUMBER, null),
            null);
  }

  private static boolean isWaitingAt(SubmissionOwner owner, Instant at) {
    return owner.isDueAt(at);
  }

  private static boolean isFinal(UnmatchedReceipt receipt) {
    return receipt.state().rank() >= FINAL_RANK;
  }

  /**
   * The segments without an id that the receipt may be about. Null stands for one that is not
   * known: of several unconfirmed segments of a message, or of one that was sent twice.
   */
  private List<@Nullable Segment> candidates(UnmatchedReceipt receipt, Evidence evidence) {
    Set<@Nullable Segment> candidates = new HashSet<>();
    Instant at = receipt.receivedAt();
    for (SubmissionOwner owner : evidence.accepted()) {
      if (owner.open() && ReceiptMatcher.isWithoutId(owner.key()) && owner.isDueAt(at)) {
        candidates.add(Segment.of(owner));
      }
    }
    for (UnconfirmedCandidate each : evidence.unconfirmed()) {
      if (!each.plannedAt().isAfter(at) && at.isBefore(each.plannedAt().plus(MAX_RECEIPT_TIME))) {
        long bits = each.unconfirmedSegments();
        candidates.add(
            Long.bitCount(bits) == 1
                ? new Segment(each.id(), 1 + Long.numberOfTrailingZeros(bits))
                : null);
      }
    }
    return new ArrayList<>(candidates);
  }
}
