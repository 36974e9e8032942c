package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SegmentBits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notification's state is after something was told about it. Pure: the bits of all that is
 * known give a state, and the notification takes it if its rank is higher. So the order in which
 * answers and receipts come, and how often, do not matter.
 */
final class NotificationStateMachine {
  private NotificationStateMachine() {}

  /**
   * @param worth what a positive receipt of this route proves
   */
  static DeliveryState step(DeliveryState before, NotificationUpdate told, Receipts worth) {
    SegmentBits parts = merged(before.segmentBits(), told.parts());
    FailureReason refusal = refusal(before.reason(), told.refusal());
    FailureReason negative = graver(receiptCause(before.reason()), told.negative());
    NotificationState target = target(before, parts, refusal, negative, worth);
    NotificationState state = climbs(before.state(), target) ? target : before.state();
    boolean moved = state != before.state();
    return new DeliveryState(
        route(before, told),
        before.segments(),
        state,
        moved || !isSettled(state) || target == NotificationState.REJECTED
            ? reason(state, before.reason(), parts, refusal, negative)
            : before.reason(),
        detail(before, told, parts),
        state == NotificationState.DELIVERED
            ? confidence(before, worth, moved)
            : before.confidence(),
        before.possibleDuplicate() || told.possibleDuplicate(),
        Math.max(before.attempt(), told.attempt()),
        parts,
        messageIds(before.messageIds(), told),
        later(before.submittedAt(), told.submittedAt()),
        moved ? (isSettled(state) ? told.at() : null) : before.finishedAt(),
        earlier(before.unconfirmedSince(), told.unconfirmedSince()));
  }

  /** After the time that the route allows for receipts. */
  static DeliveryState silence(DeliveryState before, Instant now) {
    boolean swept = before.state() == NotificationState.SUBMITTED;
    boolean ends = swept || before.state() == NotificationState.UNCONFIRMED;
    if (!ends || before.finishedAt() != null) {
      return before;
    }
    return new DeliveryState(
        before.route(),
        before.segments(),
        swept ? NotificationState.NO_RECEIPT : before.state(),
        before.reason(),
        before.detail(),
        before.confidence(),
        before.possibleDuplicate(),
        before.attempt(),
        before.segmentBits(),
        before.messageIds(),
        before.submittedAt(),
        now,
        before.unconfirmedSince());
  }

  /**
   * The one that took it, of several the one that was written last; where none took it, the one
   * that may have.
   */
  private static @Nullable String route(DeliveryState before, NotificationUpdate told) {
    String takenBy = told.takenBy();
    if (takenBy == null) {
      return before.route();
    }
    Instant known = before.submittedAt();
    Instant now = told.submittedAt();
    boolean later = known == null || (now != null && !now.isBefore(known));
    return later ? takenBy : before.route();
  }

  /** Later knowledge beats earlier doubt, and a positive receipt beats a negative one. */
  private static SegmentBits merged(SegmentBits known, SegmentBits told) {
    long accepted = known.accepted() | told.accepted();
    long delivered = known.delivered() | told.delivered();
    long failed = (known.failed() | told.failed()) & ~delivered;
    long rejected = (known.rejected() | told.rejected()) & ~accepted;
    long doubtful =
        (known.unconfirmed() | told.unconfirmed()) & ~(accepted | rejected | delivered | failed);
    return new SegmentBits(accepted, rejected, delivered, failed, doubtful);
  }

  private static NotificationState target(
      DeliveryState before,
      SegmentBits parts,
      @Nullable FailureReason refusal,
      @Nullable FailureReason negative,
      Receipts worth) {
    long all = SegmentBits.all(before.segments());
    long taken = taken(parts);
    if (parts.delivered() == all && worth != Receipts.NONE) {
      return NotificationState.DELIVERED;
    }
    if (parts.rejected() != 0) {
      return taken != 0 || refusal == null ? NotificationState.REJECTED : refusedAs(refusal);
    }
    if (parts.failed() != 0 && (parts.delivered() | parts.failed()) == all) {
      return negative == FailureReason.RECEIPT_EXPIRED
          ? NotificationState.EXPIRED
          : NotificationState.UNDELIVERED;
    }
    if (taken == all) {
      return worth == Receipts.NONE ? NotificationState.NO_RECEIPT : NotificationState.SUBMITTED;
    }
    return parts.unconfirmed() != 0 ? NotificationState.UNCONFIRMED : before.state();
  }

  /** Segments that the carrier has had: a receipt proves it as well as an answer does. */
  private static long taken(SegmentBits parts) {
    return parts.accepted() | parts.delivered() | parts.failed();
  }

  /**
   * Up the ranks only. One correction is allowed between equals: of a message that was dropped, a
   * segment turns out to have been sent before; saying "skipped" would then be untrue.
   */
  private static boolean climbs(NotificationState from, NotificationState to) {
    return to.rank() > from.rank()
        || (from == NotificationState.SKIPPED && to == NotificationState.REJECTED);
  }

  /** Whether its reason stands: what comes later is noted in the bits alone. */
  private static boolean isSettled(NotificationState state) {
    return state.rank() >= NotificationState.NO_RECEIPT.rank();
  }

  private static @Nullable FailureReason reason(
      NotificationState state,
      @Nullable FailureReason before,
      SegmentBits parts,
      @Nullable FailureReason refusal,
      @Nullable FailureReason negative) {
    return switch (state) {
      case DELIVERED, CANCELLED -> null;
      case REJECTED -> taken(parts) != 0 ? FailureReason.PARTLY_SENT : refusal;
      case SKIPPED -> refusal;
      case EXPIRED -> parts.rejected() != 0 ? refusal : negative;
      case UNDELIVERED -> negative;
      case UNCONFIRMED -> FailureReason.RESPONSE_MISSING;
      case SUBMITTED, NO_RECEIPT -> parts.failed() != 0 ? negative : null;
      case ACCEPTED, DEFERRED, PLANNED -> parts.failed() != 0 ? negative : before;
    };
  }

  private static @Nullable String detail(
      DeliveryState before, NotificationUpdate told, SegmentBits parts) {
    if ((told.parts().failed() & parts.delivered()) != 0) {
      return "a negative receipt beside a positive one was not believed";
    }
    return told.note() == null ? before.detail() : told.note();
  }

  private static @Nullable String confidence(DeliveryState before, Receipts worth, boolean moved) {
    if (!moved) {
      return before.confidence();
    }
    return worth == Receipts.HANDSET ? "handset" : "smsc";
  }

  private static List<@Nullable String> messageIds(
      List<@Nullable String> before, NotificationUpdate told) {
    if (told.messageIds().isEmpty()) {
      return before;
    }
    List<@Nullable String> ids = new ArrayList<>(before);
    told.messageIds()
        .forEach((part, id) -> {
          while (ids.size() < part) {
            ids.add(null);
          }
          ids.set(part - 1, id);
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

  /** The first reason stands: a later one is about a message that had ended already. */
  private static @Nullable FailureReason refusal(
      @Nullable FailureReason before, @Nullable FailureReason told) {
    return before != null && refusedAs(before) != NotificationState.SUBMITTED ? before : told;
  }

  private static @Nullable FailureReason receiptCause(@Nullable FailureReason reason) {
    return reason != null && gravity(reason) > 0 ? reason : null;
  }

  /** Of two reasons why segments did not arrive, the one that tells more. */
  static @Nullable FailureReason graver(
      @Nullable FailureReason one, @Nullable FailureReason other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return gravity(other) > gravity(one) ? other : one;
  }

  private static int gravity(FailureReason reason) {
    return switch (reason) {
      case RECEIPT_REJECTED -> 4;
      case RECEIPT_UNDELIVERED -> 3;
      case RECEIPT_DELETED -> 2;
      case RECEIPT_EXPIRED -> 1;
      default -> 0;
    };
  }

  /** What a message is that was refused for this; SUBMITTED for reasons that refuse nothing. */
  private static NotificationState refusedAs(FailureReason reason) {
    return switch (reason) {
      case INVALID_NUMBER,
          NO_TEMPLATE,
          UNKNOWN_TEMPLATE_VERSION,
          NOT_REGISTERED,
          MISSING_VALUE,
          INVALID_VALUE,
          TEXT_TOO_LONG,
          NO_ROUTE,
          DUPLICATE_FACT,
          OPTED_OUT,
          INTERNAL ->
          NotificationState.SKIPPED;
      case EXPIRED_BEFORE_SUBMISSION -> NotificationState.EXPIRED;
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
      case RESPONSE_MISSING,
          RECEIPT_EXPIRED,
          RECEIPT_UNDELIVERED,
          RECEIPT_REJECTED,
          RECEIPT_DELETED ->
          NotificationState.SUBMITTED;
    };
  }
}
