package dev.notifier.worker.plan;

import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
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

/** Makes what goes to Kafka from what is stored, so that a replay says what was said before. */
final class PlanRecords {
  private static final int OCTET = 0xff;
  private static final int TWO_OCTETS = 0xffff;

  private PlanRecords() {}

  /**
   * The record for a submit lane. Encoding and text are the stored ones; where the text is cut
   * follows from the route.
   */
  static SubmitRecord submit(PlannedNotification stored, Message message, WireProfile profile) {
    List<String> texts = texts(message, profile);
    return new SubmitRecord(
        SubmitRecord.VERSION,
        stored.id(),
        message.route(),
        stored.event().lane(),
        stored.event().category(),
        Objects.requireNonNull(stored.phone()),
        message.template(),
        message.encoding(),
        reference(stored.id(), profile.concatenation()),
        texts,
        IntStream.rangeClosed(1, texts.size()).boxed().toList(),
        1,
        false,
        0,
        stored.event().expiresAt(),
        message.sender());
  }

  static StatusRecord status(PlannedNotification stored) {
    return new StatusRecord(
        StatusRecord.VERSION,
        StatusRecord.idOf(stored.id(), stored.state()),
        stored.id(),
        stored.event().tenant(),
        stored.event().source(),
        stored.event().id(),
        stored.event().type(),
        stored.state(),
        stored.reason(),
        null,
        false,
        stored.plannedAt());
  }

  /** The id's last octets: random, and the same for every attempt of the message. */
  private static int reference(UUID id, Concatenation concatenation) {
    int last = (int) id.getLeastSignificantBits();
    return switch (concatenation) {
      case UDH8, PAYLOAD -> last & OCTET;
      case UDH16, SAR -> last & TWO_OCTETS;
    };
  }

  /** As many as a header can count: what was stored was within the limit of its day. */
  private static List<String> texts(Message message, WireProfile profile) {
    Segmenter segmenter = new Segmenter(Segmenter.MAX_CONCATENATED_SEGMENTS, profile);
    return switch (segmenter.segment(message.body(), Encoding.valueOf(message.encoding()))) {
      case SegmentedText segments -> segments.segments();
      case TooManySegments tooMany ->
          throw new IllegalStateException("a stored text has more segments than a header counts");
    };
  }
}
