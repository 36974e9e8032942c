package dev.notifier.worker.track;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.SegmentBits;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one batch tells about one notification, put together so that its row is written
 * once. For one thread.
 */
final class NotificationUpdate {
  private static final Instant NEVER = Instant.EPOCH;

  static final String BY_NUMBER = "receipt matched by number and time";

  private final String route;
  private final Map<Integer, String> messageIds = new TreeMap<>();
  private SegmentBits parts = SegmentBits.NONE;
  private boolean possibleDuplicate;
  private int attempt = 1;
  private @Nullable FailureReason refusal;
  private @Nullable FailureReason negative;
  private @Nullable String note;
  private @Nullable Instant submittedAt;
  private @Nullable String takenBy;
  private @Nullable Instant unconfirmedSince;
  private @Nullable String doubtfulOn;
  private Instant at = NEVER;

  /**
   * @param route the account it was told on
   */
  NotificationUpdate(String route) {
    this.route = route;
  }

  /**
   * @param on the account that answered
   */
  void answer(String on, Response answer) {
    attempt = Math.max(attempt, answer.attempt());
    possibleDuplicate |= answer.resent();
    long bit = SegmentBits.bit(answer.segment().number());
    Instant written = Instant.ofEpochMilli(answer.writtenAtMs());
    switch (answer.outcome()) {
      case ACCEPTED -> {
        parts = plus(new SegmentBits(bit, 0, 0, 0, 0));
        if (submittedAt == null || written.isAfter(submittedAt)) {
          submittedAt = written;
          takenBy = on;
        }
        String id = MessageIdForms.cleaned(answer.messageId());
        if (id != null) {
          messageIds.put(answer.segment().number(), id);
        }
      }
      case RETRIED, THROTTLED, MOVED -> {}
      case REJECTED -> {
        parts = plus(new SegmentBits(0, bit, 0, 0, 0));
        refused(answer.reason() == null ? FailureReason.CARRIER_REJECTED : answer.reason());
        note = "command_status 0x%08X".formatted(answer.commandStatus());
      }
    }
    at(Instant.ofEpochMilli(answer.respondedAtMs()));
  }

  /**
   * @param on the account that did not answer
   */
  void doubt(String on, Unconfirmed doubt) {
    if (doubt.resent()) {
      possibleDuplicate = true;
    } else {
      parts = plus(new SegmentBits(0, 0, 0, 0, SegmentBits.bit(doubt.segment().number())));
      Instant when = Instant.ofEpochMilli(doubt.atMs());
      unconfirmedSince =
          unconfirmedSince == null || when.isBefore(unconfirmedSince) ? when : unconfirmedSince;
      doubtfulOn = on;
    }
    at(Instant.ofEpochMilli(doubt.atMs()));
  }

  void drop(Drop drop) {
    parts = plus(new SegmentBits(0, SegmentBits.bit(drop.segment().number()), 0, 0, 0));
    refused(drop.reason());
    at(Instant.ofEpochMilli(drop.atMs()));
  }

  void receipt(int part, ReceiptOutcome state, @Nullable String error, Instant receivedAt) {
    long bit = SegmentBits.bit(part);
    switch (state) {
      case DELIVERED -> parts = plus(new SegmentBits(0, 0, bit, 0, 0));
      case EXPIRED, DELETED, UNDELIVERED, REJECTED -> {
        parts = plus(new SegmentBits(0, 0, 0, bit, 0));
        negative = NotificationStateMachine.graver(negative, state.reason());
      }
      case IN_PROGRESS, UNKNOWN -> {
        return; // says nothing about the end
      }
    }
    if (error != null) {
      note = "receipt err " + error;
    }
    at(receivedAt);
  }

  /** The receipt has no id that is known; its number and time left only this segment. */
  void byNumber() {
    note = note == null ? BY_NUMBER : note + "; " + BY_NUMBER;
  }

  private SegmentBits plus(SegmentBits more) {
    return new SegmentBits(
        parts.accepted() | more.accepted(),
        parts.rejected() | more.rejected(),
        parts.delivered() | more.delivered(),
        parts.failed() | more.failed(),
        parts.unconfirmed() | more.unconfirmed());
  }

  private void refused(FailureReason reason) {
    refusal = refusal == null ? reason : refusal;
  }

  private void at(Instant when) {
    at = when.isAfter(at) ? when : at;
  }

  /**
   * Whether some of it was known before, as after a failure between the store's commit and the
   * publication: then the row's state may not have been published yet.
   */
  boolean repeats(SegmentBits known) {
    return (parts.accepted() & known.accepted()) != 0
        || (parts.rejected() & known.rejected()) != 0
        || (parts.delivered() & known.delivered()) != 0
        || (parts.failed() & (known.failed() | known.delivered())) != 0
        || (parts.unconfirmed() & known.unconfirmed()) != 0;
  }

  /** The account that took a segment last, else the one that it was told on first. */
  String route() {
    return takenBy == null ? route : takenBy;
  }

  /** The account that took a segment last, and else the one that left one without an answer. */
  @Nullable String takenBy() {
    return takenBy == null ? doubtfulOn : takenBy;
  }

  /** When a submission was first left without an answer and not repeated. */
  @Nullable Instant unconfirmedSince() {
    return unconfirmedSince;
  }

  Map<Integer, String> messageIds() {
    return messageIds;
  }

  SegmentBits parts() {
    return parts;
  }

  boolean possibleDuplicate() {
    return possibleDuplicate;
  }

  int attempt() {
    return attempt;
  }

  /** Why the carrier or a rule refused a segment for good. */
  @Nullable FailureReason refusal() {
    return refusal;
  }

  /** Why a segment did not arrive, by the gravest negative receipt. */
  @Nullable FailureReason negative() {
    return negative;
  }

  /** For people: the last code that came. */
  @Nullable String note() {
    return note;
  }

  /** When the last accepted segment was written. */
  @Nullable Instant submittedAt() {
    return submittedAt;
  }

  /** When the last of it happened. */
  Instant at() {
    return at;
  }
}
