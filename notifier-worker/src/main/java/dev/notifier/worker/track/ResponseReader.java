package dev.notifier.worker.track;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Answer;
import dev.notifier.contracts.JournalRecord.Doubt;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.SegmentId;
import dev.notifier.store.AcceptedSegment;
import dev.notifier.store.SegmentBits;
import dev.notifier.store.SegmentReceipt;
import dev.notifier.store.TrackStore;
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
        unreadable.pass(record);
      } else {
        journal.add(read);
      }
    }
    List<Early> met = new ArrayList<>();
    settlement.settle(() -> meet(journal, met));
    met.forEach(one -> ids.matched(one.receipt().account(), one.form(), 1));
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
      for (Answer answer : answers(record)) {
        told(tells, route, answer.segment()).answer(route, answer);
        AcceptedSegment segment = accepted(route, answer);
        if (segment != null) {
          accepted.merge(
              segment.account() + '\n' + segment.carrierId(), segment, ResponseReader::later);
        }
      }
      doubts(record).forEach(one -> told(tells, route, one.segment()).doubt(route, one));
      drops(record).forEach(one -> told(tells, route, one.segment()).drop(one));
    }
    met.clear();
    met.addAll(early.meet(accepted.values()));
    for (Early one : met) {
      SegmentReceipt receipt = one.receipt();
      NotificationUpdate told = Objects.requireNonNull(tells.get(receipt.notification()));
      told.receipt(receipt.part(), receipt.state(), receipt.error(), receipt.receivedAt());
    }
    return tells;
  }

  private static NotificationUpdate told(
      Map<UUID, NotificationUpdate> tells, String route, SegmentId segment) {
    return tells.computeIfAbsent(segment.notification(), id -> new NotificationUpdate(route));
  }

  /** Null when no receipt can follow: refused, or taken without an id. */
  private static @Nullable AcceptedSegment accepted(String route, Answer answer) {
    String id =
        answer.outcome() == Outcome.ACCEPTED ? MessageIdForms.canonical(answer.carrierId()) : null;
    return id == null
        ? null
        : new AcceptedSegment(
            route,
            id,
            answer.segment().notification(),
            answer.segment().part(),
            Instant.ofEpochMilli(answer.answeredAtMs()));
  }

  private static AcceptedSegment later(AcceptedSegment one, AcceptedSegment other) {
    return other.answeredAt().isBefore(one.answeredAt()) ? one : other;
  }

  private void count(List<JournalRecord> journal) {
    for (JournalRecord record : journal) {
      answers(record)
          .forEach(answer -> meters.answer(record.route(), answer.outcome(), answer.cause()));
    }
  }

  /** JSON may leave out what the form asks for; such a record is not ours. */
  private static boolean isComplete(JournalRecord record) {
    return record.route() != null
        && answers(record).stream()
            .allMatch(one -> one != null && one.outcome() != null && isSegment(one.segment()))
        && doubts(record).stream().allMatch(one -> one != null && isSegment(one.segment()))
        && drops(record).stream()
            .allMatch(one -> one != null && one.cause() != null && isSegment(one.segment()));
  }

  private static boolean isSegment(@Nullable SegmentId segment) {
    return segment != null
        && segment.notification() != null
        && segment.part() >= 1
        && segment.part() <= SegmentBits.MAX_PARTS;
  }

  private static List<Answer> answers(JournalRecord record) {
    return Objects.requireNonNullElse(record.answers(), List.of());
  }

  private static List<Doubt> doubts(JournalRecord record) {
    return Objects.requireNonNullElse(record.doubts(), List.of());
  }

  private static List<Drop> drops(JournalRecord record) {
    return Objects.requireNonNullElse(record.drops(), List.of());
  }
}
