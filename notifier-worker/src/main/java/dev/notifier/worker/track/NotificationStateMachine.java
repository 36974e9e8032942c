package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.config.RouteConfig.ReceiptsPer;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SegmentBits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the state of a notification after an update. The bits of everything known about its
 * segments determine a state, which the notification takes if the rank is higher. The order and the
 * number of responses and receipts therefore do not matter. Has no side effects.
 */
final class NotificationStateMachine {
  private NotificationStateMachine() {}

  /**
   * Applies an update.
   *
   * @param rules what the receipts of the route mean
   */
  static DeliveryState apply(DeliveryState before, NotificationUpdate update, ReceiptRules rules) {
    Receipts receiptMeaning = rules.meaning();
    Facts facts =
        new Facts(
            merge(before.segmentBits(), update.segments(), rules.per()),
            rejection(before.reason(), update.rejection()),
            ReceiptReasons.moreSevere(receiptReason(before.reason()), update.receiptFailure()));
    NotificationState target = target(before, facts, receiptMeaning);
    NotificationState state = isAllowed(before.state(), target) ? target : before.state();
    boolean changed = state != before.state();
    return new DeliveryState(
        route(before, update),
        before.segments(),
        state,
        changed || !hasEnded(state) || target == NotificationState.REJECTED
            ? reason(state, before.reason(), facts)
            : before.reason(),
        detail(before, update, facts.segments()),
        changed && state == NotificationState.DELIVERED
            ? confidence(receiptMeaning)
            : before.confidence(),
        before.possibleDuplicate() || update.possibleDuplicate(),
        Math.max(before.attempt(), update.attempt()),
        facts.segments(),
        messageIds(before.messageIds(), update),
        later(before.submittedAt(), update.submittedAt()),
        changed ? (hasEnded(state) ? update.latestEventAt() : null) : before.finishedAt(),
        earlier(before.unconfirmedSince(), update.unconfirmedSince()));
  }

  /** Ends a notification whose receipts did not arrive within the time of its route. */
  static DeliveryState endWithoutReceipt(DeliveryState before, Instant now) {
    boolean submitted = before.state() == NotificationState.SUBMITTED;
    boolean waits = submitted || before.state() == NotificationState.UNCONFIRMED;
    if (!waits || before.finishedAt() != null) {
      return before;
    }
    return new DeliveryState(
        before.route(),
        before.segments(),
        submitted ? NotificationState.NO_RECEIPT : before.state(),
        before.reason(),
        before.detail(),
        before.confidence(),
        before.possibleDuplicate(),
        before.attempt(),
        before.segmentBits(),
        before.messageIds(),
        before.submittedAt(),
        now.truncatedTo(ChronoUnit.MICROS),
        before.unconfirmedSince());
  }

  /**
   * Everything known after the update.
   *
   * @param rejection why segments were rejected or dropped
   * @param receiptFailure why segments were not delivered
   */
  private record Facts(
      SegmentBits segments,
      @Nullable FailureReason rejection,
      @Nullable FailureReason receiptFailure) {

    /** Segments that the carrier accepted, as a response or a receipt proves. */
    long accepted() {
      return segments.accepted() | segments.delivered() | segments.failed();
    }
  }

  /**
   * A response or receipt overrides "unconfirmed", and a positive receipt a negative one. If one
   * receipt is about the whole message, it counts for all segments that were accepted, even later.
   */
  private static SegmentBits merge(SegmentBits known, SegmentBits update, ReceiptsPer per) {
    long accepted = known.accepted() | update.accepted();
    long delivered = known.delivered() | update.delivered();
    long failed = known.failed() | update.failed();
    if (per == ReceiptsPer.MESSAGE) {
      delivered = delivered == 0 ? 0 : delivered | accepted;
      failed = failed == 0 ? 0 : failed | accepted;
    }
    failed &= ~delivered;
    long rejected = (known.rejected() | update.rejected()) & ~accepted;
    long unconfirmed =
        (known.unconfirmed() | update.unconfirmed()) & ~(accepted | rejected | delivered | failed);
    return new SegmentBits(accepted, rejected, delivered, failed, unconfirmed);
  }

  private static NotificationState target(
      DeliveryState before, Facts facts, Receipts receiptMeaning) {
    SegmentBits segments = facts.segments();
    long all = SegmentBits.all(before.segments());
    if (segments.delivered() == all && receiptMeaning != Receipts.NONE) {
      return NotificationState.DELIVERED;
    }
    if (segments.rejected() != 0) {
      return facts.accepted() != 0 || facts.rejection() == null
          ? NotificationState.REJECTED
          : stateAfterRejection(facts.rejection());
    }
    if (segments.failed() != 0 && (segments.delivered() | segments.failed()) == all) {
      return facts.receiptFailure() == FailureReason.RECEIPT_EXPIRED
          ? NotificationState.EXPIRED
          : NotificationState.UNDELIVERED;
    }
    if (facts.accepted() == all) {
      return receiptMeaning == Receipts.NONE
          ? NotificationState.NO_RECEIPT
          : NotificationState.SUBMITTED;
    }
    return segments.unconfirmed() != 0 ? NotificationState.UNCONFIRMED : before.state();
  }

  /**
   * Only a higher rank is allowed, with one exception: SKIPPED and CANCELLED become REJECTED when a
   * segment of a dropped message turns out to have been sent, because they would then be wrong.
   */
  private static boolean isAllowed(NotificationState from, NotificationState to) {
    return to.rank() > from.rank()
        || ((from == NotificationState.SKIPPED || from == NotificationState.CANCELLED)
            && to == NotificationState.REJECTED);
  }

  /** Whether the state keeps its reason: later facts are recorded in the bits only. */
  private static boolean hasEnded(NotificationState state) {
    return state.rank() >= NotificationState.NO_RECEIPT.rank();
  }

  private static @Nullable FailureReason reason(
      NotificationState state, @Nullable FailureReason before, Facts facts) {
    FailureReason receiptFailure = facts.receiptFailure();
    return switch (state) {
      case DELIVERED -> null;
      case REJECTED -> facts.accepted() != 0 ? FailureReason.PARTLY_SENT : facts.rejection();
      case SKIPPED, CANCELLED -> facts.rejection();
      case EXPIRED -> facts.segments().rejected() != 0 ? facts.rejection() : receiptFailure;
      case UNDELIVERED -> receiptFailure;
      case UNCONFIRMED -> FailureReason.RESPONSE_MISSING;
      case SUBMITTED, NO_RECEIPT -> facts.segments().failed() != 0 ? receiptFailure : null;
      case ACCEPTED, DEFERRED, PLANNED, UNKNOWN ->
          facts.segments().failed() != 0 ? receiptFailure : before;
    };
  }

  /** The first rejection counts: a later one is about a message that had already ended. */
  private static @Nullable FailureReason rejection(
      @Nullable FailureReason before, @Nullable FailureReason update) {
    return before != null && stateAfterRejection(before) != NotificationState.SUBMITTED
        ? before
        : update;
  }

  private static @Nullable FailureReason receiptReason(@Nullable FailureReason reason) {
    return reason != null && ReceiptReasons.contains(reason) ? reason : null;
  }

  /** The state of a message rejected for this reason; SUBMITTED for reasons that reject nothing. */
  private static NotificationState stateAfterRejection(FailureReason reason) {
    return switch (reason) {
      case INVALID_NUMBER,
          NO_NUMBER,
          NO_TEMPLATE,
          NO_VARIANT,
          TEMPLATE_TOO_LONG,
          UNUSABLE_TEMPLATE,
          UNKNOWN_TEMPLATE_VERSION,
          NOT_REGISTERED,
          MISSING_VALUE,
          INVALID_VALUE,
          TEXT_TOO_LONG,
          NO_ROUTE,
          DUPLICATE_FACT,
          OPTED_OUT,
          WRONG_PERSON,
          ADVERTISING_DISABLED,
          NO_CONSENT,
          DO_NOT_CALL,
          DO_NOT_CALL_OUTDATED,
          OUTSIDE_SENDING_HOURS,
          ADVERTISING_LIMIT,
          INTERNAL,
          UNKNOWN ->
          NotificationState.SKIPPED;
      case EXPIRED_BEFORE_SUBMISSION -> NotificationState.EXPIRED;
      case CANCELLED -> NotificationState.CANCELLED;
      case CARRIER_THROTTLED,
          CARRIER_QUEUE_FULL,
          CARRIER_SYSTEM_ERROR,
          CARRIER_TEMPORARY,
          CARRIER_UNKNOWN_ERROR,
          CARRIER_INVALID_SOURCE,
          CARRIER_INVALID_DESTINATION,
          CARRIER_REJECTED,
          CARRIER_PROTOCOL_ERROR,
          ATTEMPTS_EXHAUSTED,
          PARTLY_SENT ->
          NotificationState.REJECTED;
      case SEND_AFTER,
          QUIET_HOURS,
          ROUTE_BUSY,
          RESPONSE_MISSING,
          RECEIPT_EXPIRED,
          RECEIPT_UNDELIVERED,
          RECEIPT_REJECTED,
          RECEIPT_DELETED ->
          NotificationState.SUBMITTED;
    };
  }

  /**
   * The route that accepted a segment, of several the one that wrote last; if none accepted, the
   * one that left a segment unconfirmed.
   */
  private static @Nullable String route(DeliveryState before, NotificationUpdate update) {
    String submittedOn = update.submittedOn();
    if (submittedOn == null) {
      return before.route();
    }
    Instant known = before.submittedAt();
    Instant now = update.submittedAt();
    boolean isLater = known == null || (now != null && !now.isBefore(known));
    return isLater ? submittedOn : before.route();
  }

  private static @Nullable String detail(
      DeliveryState before, NotificationUpdate update, SegmentBits segments) {
    if ((update.segments().failed() & segments.delivered()) != 0) {
      return "ignored a negative receipt, because a positive one was received";
    }
    return update.detail() == null ? before.detail() : update.detail();
  }

  private static String confidence(Receipts receiptMeaning) {
    return receiptMeaning == Receipts.HANDSET ? "handset" : "smsc";
  }

  private static List<@Nullable String> messageIds(
      List<@Nullable String> before, NotificationUpdate update) {
    if (update.messageIds().isEmpty()) {
      return before;
    }
    List<@Nullable String> ids = new ArrayList<>(before);
    update
        .messageIds()
        .forEach((segment, id) -> {
          while (ids.size() < segment) {
            ids.add(null);
          }
          ids.set(segment - 1, id);
        });
    return ids;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
