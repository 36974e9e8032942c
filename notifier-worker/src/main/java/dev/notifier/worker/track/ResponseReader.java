package dev.notifier.worker.track;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.SegmentId;
import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.SegmentBits;
import dev.notifier.store.tracking.SegmentReceipt;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.worker.track.EarlyReceiptMatcher.Early;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the journals of all binds tell: answers, doubts, drops. */
final class ResponseReader implements TopicBatchReader.Batch {
  private final EarlyReceiptMatcher early;
  private final ReceiptMatcher settlement;
  private final MessageIdFormLearner ids;
  private final TrackMetrics meters;

  ResponseReader(
      TrackStore store, ReceiptMatcher settlement, MessageIdFormLearner ids, TrackMetrics meters) {
    this.early = new EarlyReceiptMatcher(store, ids);
    this.settlement = settlement;
    this.ids = ids;
    this.meters = meters;
  }

  @Override
  public void read(
      List<ConsumerRecord<byte[], byte[]>> records, TopicBatchReader.Unreadable unreadable) {
    List<JournalRecord> journal = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JournalRecord read = read(record);
      if (read == null) {
        unreadable.skip(record);
      } else {
        journal.add(read);
      }
    }
    List<Early> met = new ArrayList<>();
    settlement.settle(() -> meet(journal, met));
    met.forEach(one -> ids.matched(one.receipt().route(), one.form(), 1));
    count(journal);
  }

  private static @Nullable JournalRecord read(ConsumerRecord<byte[], byte[]> record) {
    JournalRecord read = RecordDecoder.read(record, JournalRecord.class);
    return read != null && isComplete(read) ? read : null;
  }

  private Map<UUID, NotificationUpdate> meet(List<JournalRecord> journal, List<Early> met) {
    Map<UUID, NotificationUpdate> tells = new HashMap<>();
    Map<String, AcceptedSegment> accepted = new HashMap<>();
    for (JournalRecord record : journal) {
      String route = record.route();
      for (Response answer : answers(record)) {
        told(tells, route, answer.segment()).answer(route, answer);
        AcceptedSegment segment = accepted(route, answer);
        if (segment != null) {
          accepted.merge(
              segment.route() + '\n' + segment.messageId(), segment, ResponseReader::later);
        }
      }
      doubts(record).forEach(one -> told(tells, route, one.segment()).doubt(route, one));
      drops(record).forEach(one -> told(tells, route, one.segment()).drop(one));
    }
    met.clear();
    met.addAll(early.meet(accepted.values()));
    for (Early one : met) {
      SegmentReceipt receipt = one.receipt();
      NotificationUpdate told = Objects.requireNonNull(tells.get(receipt.notificationId()));
      told.receipt(receipt.segment(), receipt.state(), receipt.error(), receipt.receivedAt());
    }
    return tells;
  }

  private static NotificationUpdate told(
      Map<UUID, NotificationUpdate> tells, String route, SegmentId segment) {
    return tells.computeIfAbsent(segment.notificationId(), id -> new NotificationUpdate(route));
  }

  /** Null when no receipt can follow: refused, or taken without an id. */
  private static @Nullable AcceptedSegment accepted(String route, Response answer) {
    String id =
        answer.outcome() == Outcome.ACCEPTED ? MessageIdForms.canonical(answer.messageId()) : null;
    return id == null
        ? null
        : new AcceptedSegment(
            route,
            id,
            answer.segment().notificationId(),
            answer.segment().number(),
            Instant.ofEpochMilli(answer.respondedAtMs()));
  }

  private static AcceptedSegment later(AcceptedSegment one, AcceptedSegment other) {
    return other.respondedAt().isBefore(one.respondedAt()) ? one : other;
  }

  private void count(List<JournalRecord> journal) {
    for (JournalRecord record : journal) {
      answers(record)
          .forEach(answer -> meters.answer(record.route(), answer.outcome(), answer.reason()));
    }
  }

  /** JSON may leave out what the form asks for; such a record is not ours. */
  private static boolean isComplete(JournalRecord record) {
    return record.route() != null
        && answers(record).stream()
            .allMatch(one -> one != null && one.outcome() != null && isSegment(one.segment()))
        && doubts(record).stream().allMatch(one -> one != null && isSegment(one.segment()))
        && drops(record).stream()
            .allMatch(one -> one != null && one.reason() != null && isSegment(one.segment()));
  }

  private static boolean isSegment(@Nullable SegmentId segment) {
    return segment != null
        && segment.notificationId() != null
        && segment.number() >= 1
        && segment.number() <= SegmentBits.MAX_SEGMENTS;
  }

  private static List<Response> answers(JournalRecord record) {
    return Objects.requireNonNullElse(record.responses(), List.of());
  }

  private static List<Unconfirmed> doubts(JournalRecord record) {
    return Objects.requireNonNullElse(record.unconfirmed(), List.of());
  }

  private static List<Drop> drops(JournalRecord record) {
    return Objects.requireNonNullElse(record.drops(), List.of());
  }
}
