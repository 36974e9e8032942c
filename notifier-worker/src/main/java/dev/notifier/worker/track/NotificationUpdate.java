package dev.notifier.worker.track;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.SegmentBits;
import dev.notifier.store.tracking.WaitNote;
import dev.notifier.worker.receipt.MessageIdForms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one batch reports about one notification, merged so that its row is written once.
 * Used by one thread.
 */
final class NotificationUpdate {
  static final String MATCHED_BY_NUMBER = "receipt matched by number and time";

  private final Map<Integer, String> messageIds = new TreeMap<>();
  private SegmentBits segments = SegmentBits.NONE;
  private boolean possibleDuplicate;
  private int attempt = 1;
  private @Nullable FailureReason rejection;
  private @Nullable FailureReason receiptFailure;
  private @Nullable String firstRoute;
  private @Nullable String detail;
  private @Nullable Instant submittedAt;
  private @Nullable String acceptedBy;
  private @Nullable Instant unconfirmedSince;
  private @Nullable String unconfirmedOn;
  private @Nullable WaitNote waits;
  private Instant latestEventAt = Instant.EPOCH;

  /** Notes a route whose journal mentions the notification. */
  void mentionedOn(String route) {
    firstRoute = firstRoute == null ? route : firstRoute;
  }

  /**
   * Adds a response.
   *
   * @param route the route whose carrier responded
   */
  void addResponse(String route, Response response) {
    attempt = Math.max(attempt, response.attempt());
    possibleDuplicate |= response.resent();
    long bit = SegmentBits.bit(response.segment().number());
    switch (response.outcome()) {
      case ACCEPTED -> {
        add(new SegmentBits(bit, 0, 0, 0, 0));
        addAcceptance(route, response);
      }
      case RETRIED, THROTTLED, MOVED, SUPERSEDED, UNKNOWN -> {}
      case REJECTED -> {
        add(new SegmentBits(0, bit, 0, 0, 0));
        addRejection(
            response.reason() == null || response.reason() == FailureReason.UNKNOWN
                ? FailureReason.CARRIER_REJECTED
                : response.reason());
        detail = "command_status 0x%08X".formatted(response.commandStatus());
      }
    }
    addEventTime(Instant.ofEpochMilli(response.respondedAtMs()));
  }

  private void addAcceptance(String route, Response response) {
    Instant writtenAt = Instant.ofEpochMilli(response.writtenAtMs());
    if (submittedAt == null || writtenAt.isAfter(submittedAt)) {
      submittedAt = writtenAt;
      acceptedBy = route;
    }
    String id = MessageIdForms.clean(response.messageId());
    if (id != null) {
      messageIds.put(response.segment().number(), id);
    }
  }

  /**
   * Adds a submission whose response is missing.
   *
   * @param route the route whose carrier did not respond
   */
  void addUnconfirmed(String route, Unconfirmed unconfirmed) {
    Instant at = Instant.ofEpochMilli(unconfirmed.atMs());
    if (unconfirmed.resent()) {
      possibleDuplicate = true;
    } else {
      add(new SegmentBits(0, 0, 0, 0, SegmentBits.bit(unconfirmed.segment().number())));
      unconfirmedSince =
          unconfirmedSince == null || at.isBefore(unconfirmedSince) ? at : unconfirmedSince;
      unconfirmedOn = route;
    }
    addEventTime(at);
  }

  void addDrop(Drop drop) {
    add(new SegmentBits(0, SegmentBits.bit(drop.segment().number()), 0, 0, 0));
    boolean isKnown = drop.reason() != FailureReason.UNKNOWN;
    addRejection(isKnown ? drop.reason() : FailureReason.INTERNAL);
    if (!isKnown) {
      detail = "the reason is known to a newer release of the worker";
    }
    addEventTime(Instant.ofEpochMilli(drop.atMs()));
  }

  /**
   * Adds what the message waits for. The last transfer counts, and of several at the same time,
   * which are those of its segments, the first.
   *
   * @param from the route that it left
   */
  void addTransfer(String from, Transfer transfer) {
    Instant at = Instant.ofEpochMilli(transfer.atMs());
    if (waits == null || at.isAfter(waits.at())) {
      Long retryAtMs = transfer.retryAtMs();
      waits =
          new WaitNote(
              at,
              from,
              transfer.route(),
              retryAtMs == null ? null : Instant.ofEpochMilli(retryAtMs),
              transfer.reason() == FailureReason.UNKNOWN ? null : transfer.reason());
    }
  }

  void addReceipt(int segment, ReceiptOutcome state, @Nullable String error, Instant receivedAt) {
    long bit = SegmentBits.bit(segment);
    switch (state) {
      case DELIVERED -> add(new SegmentBits(0, 0, bit, 0, 0));
      case EXPIRED, DELETED, UNDELIVERED, REJECTED -> {
        add(new SegmentBits(0, 0, 0, bit, 0));
        receiptFailure = ReceiptReasons.moreSevere(receiptFailure, state.reason());
      }
      case IN_PROGRESS, UNKNOWN -> {
        return; // does not report an end
      }
    }
    if (error != null) {
      detail = "receipt err " + error;
    }
    addEventTime(receivedAt);
  }

  /** Notes that the receipt has an unknown id and its number and time fit only this segment. */
  void noteMatchedByNumber() {
    detail = detail == null ? MATCHED_BY_NUMBER : detail + "; " + MATCHED_BY_NUMBER;
  }

  private void add(SegmentBits more) {
    segments =
        new SegmentBits(
            segments.accepted() | more.accepted(),
            segments.rejected() | more.rejected(),
            segments.delivered() | more.delivered(),
            segments.failed() | more.failed(),
            segments.unconfirmed() | more.unconfirmed());
  }

  private void addRejection(FailureReason reason) {
    rejection = rejection == null ? reason : rejection;
  }

  /** PostgreSQL has microseconds: what is published first must be what is read later. */
  private void addEventTime(Instant at) {
    Instant stored = at.truncatedTo(ChronoUnit.MICROS);
    latestEventAt = stored.isAfter(latestEventAt) ? stored : latestEventAt;
  }

  /**
   * Whether some of it was known before, for example because a worker died between the commit to
   * PostgreSQL and the publication. The state of the row may then be unpublished.
   */
  boolean repeats(SegmentBits known) {
    return (segments.accepted() & known.accepted()) != 0
        || (segments.rejected() & known.rejected()) != 0
        || (segments.delivered() & known.delivered()) != 0
        || (segments.failed() & (known.failed() | known.delivered())) != 0
        || (segments.unconfirmed() & known.unconfirmed()) != 0;
  }

  /**
   * The route that accepted a segment last, else the first one that was mentioned; null if only
   * receipts were received, which may arrive on another route of the carrier account.
   */
  @Nullable String route() {
    return acceptedBy == null ? firstRoute : acceptedBy;
  }

  /** The route that accepted a segment last, else the one that left a segment unconfirmed. */
  @Nullable String submittedOn() {
    return acceptedBy == null ? unconfirmedOn : acceptedBy;
  }

  /** When a submission first remained without a response and was not resent. */
  @Nullable Instant unconfirmedSince() {
    return unconfirmedSince;
  }

  /** The message ids as received, by segment number. */
  Map<Integer, String> messageIds() {
    return messageIds;
  }

  /** What the message waits for; null if the batch does not say it. */
  @Nullable WaitNote waits() {
    return waits;
  }

  SegmentBits segments() {
    return segments;
  }

  boolean possibleDuplicate() {
    return possibleDuplicate;
  }

  int attempt() {
    return attempt;
  }

  /** Why the carrier or a rule rejected a segment permanently. */
  @Nullable FailureReason rejection() {
    return rejection;
  }

  /** Why a segment was not delivered, by the most severe negative receipt. */
  @Nullable FailureReason receiptFailure() {
    return receiptFailure;
  }

  /** The last code received, for people. */
  @Nullable String detail() {
    return detail;
  }

  /** When the last accepted segment was written. */
  @Nullable Instant submittedAt() {
    return submittedAt;
  }

  Instant latestEventAt() {
    return latestEventAt;
  }
}
