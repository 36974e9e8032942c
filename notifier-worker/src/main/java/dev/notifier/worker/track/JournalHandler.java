package dev.notifier.worker.track;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.kafka.loop.DecodedBatch.Entry;
import dev.notifier.worker.receipt.AcceptedResponse;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.MatchedReceipt;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Applies the journals of all binds: responses, unconfirmed segments, drops and transfers. */
final class JournalHandler implements TopicBatchReader.Batch<JournalRecord> {
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
  public void read(List<Entry<JournalRecord>> records, Runnable positions) {
    List<JournalRecord> journal = records.stream().map(Entry::value).toList();
    List<AcceptedResponse> accepted = acceptedResponses(journal);
    List<MatchedReceipt> earlyReceipts =
        updater.update(
            () -> {
              positions.run();
              return matcher.matchResponses(accepted);
            },
            matched -> updates(journal, matched));
    earlyReceipts.forEach(forms::countMatched);
    count(journal);
  }

  private List<AcceptedResponse> acceptedResponses(List<JournalRecord> journal) {
    List<AcceptedResponse> accepted = new ArrayList<>();
    for (JournalRecord record : journal) {
      for (Response response : record.responses()) {
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
      for (Response response : record.responses()) {
        updates.of(response.segment().notificationId(), route).addResponse(route, response);
      }
      for (Unconfirmed unconfirmed : record.unconfirmed()) {
        updates
            .of(unconfirmed.segment().notificationId(), route)
            .addUnconfirmed(route, unconfirmed);
      }
      for (Drop drop : record.drops()) {
        updates.of(drop.segment().notificationId(), route).addDrop(drop);
      }
      for (Transfer transfer : record.transfers()) {
        updates.of(transfer.notificationId(), route).addTransfer(route, transfer);
      }
    }
    earlyReceipts.forEach(early -> updates.addReceipt(early.receipt()));
    return updates;
  }

  private void count(List<JournalRecord> journal) {
    for (JournalRecord record : journal) {
      record
          .responses()
          .forEach(
              response -> metrics.response(record.route(), response.outcome(), response.reason()));
    }
  }
}
