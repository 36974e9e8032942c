package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One committed record of a bind's journal. It is durable before any segment that it lists is
 * written to the carrier, so the next owner of the bind knows what may have been sent.
 *
 * @param v version of this format, {@value #VERSION}
 * @param route the route of the bind
 * @param session the session's number on its route, from 0
 * @param intents the segments that are written to the carrier after this record
 * @param responses responses received since the last record
 * @param unconfirmed segments whose response is missing for good, and what is done about each
 * @param drops messages that are not sent
 * @param transfers messages that left the bind in the same transaction, to wait for their next
 *     attempt or for another route; empty in records of older workers. Recovery does not need them
 * @param lanes per lane, the offset of the first record that is neither journaled nor dropped
 * @param released whether the owner released the bind in order: every pending segment has a
 *     response or was never written
 * @param checkpoint all pending segments, in some records only; recovery starts at such a record.
 *     One that is too large for a record continues as intents of the following records of the
 *     transaction
 * @param receipts delivery receipts received since the last record, in the order of their arrival
 *     and behind the responses; empty in records of version 1, whose receipts have a topic of their
 *     own. Recovery does not need them
 */
public record JournalRecord(
    int v,
    String route,
    int session,
    List<SubmitIntent> intents,
    List<Response> responses,
    List<Unconfirmed> unconfirmed,
    List<Drop> drops,
    List<Transfer> transfers,
    @JsonDeserialize(as = LinkedHashMap.class) Map<Lane, Long> lanes,
    boolean released,
    @Nullable List<SubmitIntent> checkpoint,
    List<InboundRecord> receipts)
    implements VersionedRecord {
  public static final int VERSION = 2;

  /** The most segments of a message: a notification has one bit for each. */
  public static final int MAX_SEGMENTS = 64;

  /** Lists that are missing are empty; a lane of a newer release, which is null, is left out. */
  public JournalRecord {
    intents = Objects.requireNonNullElse(intents, List.of());
    responses = Objects.requireNonNullElse(responses, List.of());
    unconfirmed = Objects.requireNonNullElse(unconfirmed, List.of());
    drops = Objects.requireNonNullElse(drops, List.of());
    transfers = Objects.requireNonNullElse(transfers, List.of());
    lanes = known(lanes);
    receipts = Objects.requireNonNullElse(receipts, List.of());
  }

  /** A record without receipts. */
  public JournalRecord(
      int v,
      String route,
      int session,
      List<SubmitIntent> intents,
      List<Response> responses,
      List<Unconfirmed> unconfirmed,
      List<Drop> drops,
      List<Transfer> transfers,
      Map<Lane, Long> lanes,
      boolean released,
      @Nullable List<SubmitIntent> checkpoint) {
    this(
        v,
        route,
        session,
        intents,
        responses,
        unconfirmed,
        drops,
        transfers,
        lanes,
        released,
        checkpoint,
        List.of());
  }

  @SuppressWarnings("NullAway") // JSON may have a lane of a newer release, which is read as null.
  private static Map<Lane, Long> known(@Nullable Map<Lane, Long> lanes) {
    if (lanes == null) {
      return Map.of();
    }
    if (lanes.entrySet().stream()
        .allMatch(entry -> entry.getKey() != null && entry.getValue() != null)) {
      return lanes;
    }
    Map<Lane, Long> known = new EnumMap<>(Lane.class);
    lanes.forEach((lane, offset) -> {
      if (lane != null && offset != null) {
        known.put(lane, offset);
      }
    });
    return known;
  }

  /**
   * An intent without lane is one of a lane that this release does not know; recovery holds it. An
   * unknown outcome closes its intent.
   */
  @Override
  public void check(RecordCheck check) {
    check
        .required("route", route)
        .each("intents", intents, one -> check(check, "intents", one.segment()))
        .each(
            "responses",
            responses,
            one -> {
              check.required("responses.outcome", one.outcome());
              check(check, "responses", one.segment());
            })
        .each("unconfirmed", unconfirmed, one -> check(check, "unconfirmed", one.segment()))
        .each(
            "drops",
            drops,
            one -> {
              check.required("drops.reason", one.reason());
              check(check, "drops", one.segment());
            })
        .each(
            "transfers",
            transfers,
            one ->
                check
                    .required("transfers.notificationId", one.notificationId())
                    .required("transfers.route", one.route()))
        .each("receipts", receipts, one -> one.check(check));
    if (checkpoint != null) {
      check.each("checkpoint", checkpoint, one -> check(check, "checkpoint", one.segment()));
    }
  }

  private static void check(RecordCheck check, String list, @Nullable SegmentId segment) {
    check
        .required(list + ".segment", segment)
        .valid(
            list + ".segment",
            () ->
                segment != null
                    && segment.notificationId() != null
                    && segment.number() >= 1
                    && segment.number() <= MAX_SEGMENTS);
  }

  /**
   * A segment that is about to be written. Its text is the record at the lane and offset.
   *
   * @param number the number of the intent, ascending on one bind; responses refer to it
   * @param of how many segments the message has
   * @param resent whether this repeats an unconfirmed submission
   * @param resendable whether it is repeated once when its response is missing
   */
  public record SubmitIntent(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      boolean resendable,
      Lane lane,
      long offset) {}

  /**
   * The outcome of one submit intent.
   *
   * @param commandStatus the command_status of the response
   * @param messageId the carrier's message id as received, if it accepted the segment
   * @param reason why it did not accept the segment
   * @param writtenAtMs when the submit_sm was written, in milliseconds since the epoch
   * @param respondedAtMs when the response arrived, in milliseconds since the epoch
   * @param phone the recipient in E.164 format, if the carrier accepted the segment; null in
   *     records of older workers
   */
  public record Response(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      Outcome outcome,
      int commandStatus,
      @Nullable String messageId,
      @Nullable FailureReason reason,
      long writtenAtMs,
      long respondedAtMs,
      @Nullable String phone) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Response[" + number + ", " + segment + ", " + outcome + "]";
    }
  }

  /** The effect of a response on its segment. */
  public enum Outcome {
    /** The carrier accepted it. */
    ACCEPTED,
    /** Throttled by the carrier; the same record has a new intent for it. */
    THROTTLED,
    /** Never written; the message was moved to another bind in the same transaction. */
    MOVED,
    /** Never written; a late response said that the carrier has an earlier submission. */
    SUPERSEDED,
    /** Rejected; the same transaction wrote the next attempt to a retry topic. */
    RETRIED,
    /** Rejected permanently, or all attempts are used. */
    REJECTED,
    /** An outcome of a newer release. The intent has ended; what it led to is not known here. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** The outcome in metric tags. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A submission without a response.
   *
   * @param resent whether it has one more intent; otherwise it is held
   */
  public record Unconfirmed(long number, SegmentId segment, int of, boolean resent, long atMs) {}

  /** A segment that is not sent, and why. It has no intent, or its last intent was not written. */
  public record Drop(SegmentId segment, int of, FailureReason reason, long atMs) {}

  /**
   * A message that waits on a retry topic, or on another route.
   *
   * @param route the route for which it waits from now on
   * @param atMs when it left the bind, in milliseconds since the epoch
   * @param retryAtMs when it is due on a submit lane again, in milliseconds since the epoch; null
   *     if it already is on one
   * @param reason why the carrier did not accept it; {@link FailureReason#RESPONSE_MISSING} if the
   *     carrier does not respond to submissions to its number; null if the bind is the reason
   */
  public record Transfer(
      UUID notificationId,
      String route,
      long atMs,
      @Nullable Long retryAtMs,
      @Nullable FailureReason reason) {}
}
