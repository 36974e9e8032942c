package dev.notifier.worker.track;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.SegmentId;
import dev.notifier.store.tracking.SegmentBits;
import dev.notifier.worker.receipt.AcceptedResponse;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.MatchedReceipt;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Applies the journals of all binds: responses, unconfirmed segments and drops. */
final class JournalHandler implements TopicBatchReader.Batch {
  private final CarrierAccounts accounts;
  private final ReceiptMatcher matcher;
  private final StateUpdater updater;
  private final MessageIdFormLearner forms;
  private final TrackMetrics metrics;

  JournalHandler(
      CarrierAccounts accounts,
      ReceiptMatcher matcher,
      StateUpdater updater,
      MessageIdFormLearner forms,
      TrackMetrics metrics) {
    this.accounts = accounts;
    this.matcher = matcher;
    this.updater = updater;
    this.forms = forms;
    this.metrics = metrics;
  }

  @Override
  public void read(
      List<ConsumerRecord<byte[], byte[]>> records, TopicBatchReader.Unreadable unreadable) {
    List<JournalRecord> journal = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JournalRecord decoded = RecordDecoder.decode(record, JournalRecord.class);
      if (decoded == null || !isComplete(decoded)) {
        unreadable.skip(record);
      } else {
        journal.add(decoded);
      }
    }
    List<AcceptedResponse> accepted = acceptedResponses(journal);
    List<MatchedReceipt> earlyReceipts =
        updater.update(
            () -> matcher.matchResponses(accepted), matched -> updates(journal, matched));
    earlyReceipts.forEach(forms::countMatched);
    count(journal);
  }

  private List<AcceptedResponse> acceptedResponses(List<JournalRecord> journal) {
    List<AcceptedResponse> accepted = new ArrayList<>();
    for (JournalRecord record : journal) {
      for (Response response : responses(record)) {
        if (response.outcome() == Outcome.ACCEPTED) {
          accepted.add(
              new AcceptedResponse(
                  record.route(),
                  accounts.of(record.route()),
                  response.messageId(),
                  response.segment().notificationId(),
                  response.segment().number(),
                  Instant.ofEpochMilli(response.respondedAtMs()),
                  response.phone()));
        }
      }
    }
    return accepted;
  }

  private static NotificationUpdates updates(
      List<JournalRecord> journal, List<MatchedReceipt> earlyReceipts) {
    NotificationUpdates updates = new NotificationUpdates();
    for (JournalRecord record : journal) {
      String route = record.route();
      for (Response response : responses(record)) {
        updates.of(response.segment().notificationId(), route).addResponse(route, response);
      }
      for (Unconfirmed unconfirmed : unconfirmed(record)) {
        updates
            .of(unconfirmed.segment().notificationId(), route)
            .addUnconfirmed(route, unconfirmed);
      }
      for (Drop drop : drops(record)) {
        updates.of(drop.segment().notificationId(), route).addDrop(drop);
      }
    }
    earlyReceipts.forEach(early -> updates.addReceipt(early.receipt()));
    return updates;
  }

  private void count(List<JournalRecord> journal) {
    for (JournalRecord record : journal) {
      responses(record)
          .forEach(
              response -> metrics.response(record.route(), response.outcome(), response.reason()));
    }
  }

  /** JSON may omit required values; Notifier does not write such a record. */
  private static boolean isComplete(JournalRecord record) {
    return record.route() != null
        && responses(record).stream()
            .allMatch(one -> one != null && one.outcome() != null && isSegment(one.segment()))
        && unconfirmed(record).stream().allMatch(one -> one != null && isSegment(one.segment()))
        && drops(record).stream()
            .allMatch(one -> one != null && one.reason() != null && isSegment(one.segment()));
  }

  private static boolean isSegment(@Nullable SegmentId segment) {
    return segment != null
        && segment.notificationId() != null
        && segment.number() >= 1
        && segment.number() <= SegmentBits.MAX_SEGMENTS;
  }

  private static List<Response> responses(JournalRecord record) {
    return Objects.requireNonNullElse(record.responses(), List.of());
  }

  private static List<Unconfirmed> unconfirmed(JournalRecord record) {
    return Objects.requireNonNullElse(record.unconfirmed(), List.of());
  }

  private static List<Drop> drops(JournalRecord record) {
    return Objects.requireNonNullElse(record.drops(), List.of());
  }
}
