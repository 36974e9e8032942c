package dev.notifier.worker.track;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.JournalRecord.Answer;
import dev.notifier.contracts.JournalRecord.Doubt;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.store.Parts;
import dev.notifier.store.ReceiptState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one batch tells about one notification, put together so that its row is written
 * once. For one thread.
 */
final class Told {
  private static final Instant NEVER = Instant.EPOCH;

  private final String route;
  private final Map<Integer, String> carrierIds = new TreeMap<>();
  private Parts parts = Parts.NONE;
  private boolean possibleDuplicate;
  private int attempt = 1;
  private @Nullable Cause refusal;
  private @Nullable Cause negative;
  private @Nullable String note;
  private @Nullable Instant submittedAt;
  private Instant at = NEVER;

  /**
   * @param route the account it was told on
   */
  Told(String route) {
    this.route = route;
  }

  void answer(Answer answer) {
    attempt = Math.max(attempt, answer.attempt());
    possibleDuplicate |= answer.resent();
    long bit = Parts.bit(answer.segment().part());
    Instant written = Instant.ofEpochMilli(answer.writtenAtMs());
    switch (answer.outcome()) {
      case ACCEPTED -> {
        parts = plus(new Parts(bit, 0, 0, 0, 0));
        submittedAt = submittedAt == null || written.isAfter(submittedAt) ? written : submittedAt;
        String id = CarrierIds.cleaned(answer.carrierId());
        if (id != null) {
          carrierIds.put(answer.segment().part(), id);
        }
      }
      case RETRIED, SLOWED, MOVED -> {}
      case REJECTED -> {
        parts = plus(new Parts(0, bit, 0, 0, 0));
        refused(answer.cause() == null ? Cause.CARRIER_REFUSED : answer.cause());
        note = "command_status 0x%08X".formatted(answer.commandStatus());
      }
    }
    at(Instant.ofEpochMilli(answer.answeredAtMs()));
  }

  void doubt(Doubt doubt) {
    if (doubt.resent()) {
      possibleDuplicate = true;
    } else {
      parts = plus(new Parts(0, 0, 0, 0, Parts.bit(doubt.segment().part())));
    }
    at(Instant.ofEpochMilli(doubt.atMs()));
  }

  void drop(Drop drop) {
    parts = plus(new Parts(0, Parts.bit(drop.segment().part()), 0, 0, 0));
    refused(drop.cause());
    at(Instant.ofEpochMilli(drop.atMs()));
  }

  void receipt(int part, ReceiptState state, @Nullable String error, Instant receivedAt) {
    long bit = Parts.bit(part);
    switch (state) {
      case DELIVERED -> parts = plus(new Parts(0, 0, bit, 0, 0));
      case EXPIRED, DELETED, UNDELIVERED, REJECTED -> {
        parts = plus(new Parts(0, 0, 0, bit, 0));
        negative = Ladder.graver(negative, state.cause());
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

  private Parts plus(Parts more) {
    return new Parts(
        parts.accepted() | more.accepted(),
        parts.rejected() | more.rejected(),
        parts.delivered() | more.delivered(),
        parts.failed() | more.failed(),
        parts.doubtful() | more.doubtful());
  }

  private void refused(Cause cause) {
    refusal = refusal == null ? cause : refusal;
  }

  private void at(Instant when) {
    at = when.isAfter(at) ? when : at;
  }

  /**
   * Whether some of it was known before, as after a failure between the store's commit and the
   * publication: then the row's state may not have been published yet.
   */
  boolean repeats(Parts known) {
    return (parts.accepted() & known.accepted()) != 0
        || (parts.rejected() & known.rejected()) != 0
        || (parts.delivered() & known.delivered()) != 0
        || (parts.failed() & (known.failed() | known.delivered())) != 0
        || (parts.doubtful() & known.doubtful()) != 0;
  }

  String route() {
    return route;
  }

  Map<Integer, String> carrierIds() {
    return carrierIds;
  }

  Parts parts() {
    return parts;
  }

  boolean possibleDuplicate() {
    return possibleDuplicate;
  }

  int attempt() {
    return attempt;
  }

  /** Why the carrier or a rule refused a segment for good. */
  @Nullable Cause refusal() {
    return refusal;
  }

  /** Why a segment did not arrive, by the gravest negative receipt. */
  @Nullable Cause negative() {
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
