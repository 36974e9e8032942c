package dev.notifier.worker.plan;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.QuietHours;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.store.plan.StoredPlan;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.TooManySegments;
import dev.notifier.templates.sms.WireProfile;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates the Kafka records of stored notifications; a replay creates the same records again. */
final class PlanRecords {
  private static final int BYTE_MASK = 0xff;
  private static final int TWO_BYTES_MASK = 0xffff;

  private PlanRecords() {}

  /**
   * Makes the record for a submit lane.
   *
   * @param segments the segments of the stored text
   * @param about whom it is about; null if that is unknown
   * @param quietHours when it is not submitted; null if it may be submitted at any time
   */
  static SubmitRecord submit(
      StoredPlan stored,
      Message message,
      SegmentedText segments,
      Concatenation concatenation,
      @Nullable MessageSubject about,
      @Nullable QuietHours quietHours) {
    List<String> texts = segments.segments();
    PlannedNotification planned = stored.notification();
    return new SubmitRecord(
        SubmitRecord.VERSION,
        stored.id(),
        message.route(),
        planned.event().lane(),
        Objects.requireNonNull(planned.event().category()),
        Objects.requireNonNull(planned.phone()),
        message.template(),
        message.encoding(),
        reference(stored.id(), concatenation),
        texts,
        IntStream.rangeClosed(1, texts.size()).boxed().toList(),
        1,
        false,
        0,
        planned.event().expiresAt(),
        message.sender(),
        origin(planned.event()),
        about,
        quietHours);
  }

  private static MessageOrigin origin(PlannedNotification.Event event) {
    return MessageOrigin.of(
        EventDigest.of(event.tenant(), event.source(), event.id()),
        event.tenant(),
        event.source(),
        event.type(),
        event.group(),
        event.keyId(),
        event.acceptedAt());
  }

  /**
   * Segments a stored text in its stored encoding. As many segments are allowed as a header can
   * count, because the configured limit may have been higher when the text was planned.
   */
  static SegmentedText segment(Message message, WireProfile profile) {
    Segmenter segmenter = new Segmenter(Segmenter.MAX_CONCATENATED_SEGMENTS, profile);
    return switch (segmenter.segment(message.body(), Encoding.valueOf(message.encoding()))) {
      case SegmentedText segments -> segments;
      case TooManySegments tooMany ->
          throw new IllegalStateException(
              "A stored text needs "
                  + tooMany.neededSegments()
                  + " segments; a header counts fewer");
    };
  }

  static Change change(StoredPlan stored) {
    PlannedNotification planned = stored.notification();
    Message message = planned.message();
    return new Change(
        stored.id(),
        planned.event().source(),
        planned.event().id(),
        planned.event().type(),
        planned.state(),
        planned.reason(),
        null,
        false,
        message == null ? 0 : message.segments(),
        planned.plannedAt(),
        origin(planned));
  }

  private static Origin origin(PlannedNotification planned) {
    Message message = planned.message();
    return new Origin(
        planned.event().group(),
        message == null ? null : message.template().id(),
        message == null ? 0 : message.template().version(),
        null);
  }

  /** The last bytes of the id, which are random and the same for each attempt of the message. */
  private static int reference(UUID id, Concatenation concatenation) {
    int last = (int) id.getLeastSignificantBits();
    return switch (concatenation) {
      case UDH8, PAYLOAD -> last & BYTE_MASK;
      case UDH16, SAR -> last & TWO_BYTES_MASK;
    };
  }
}
