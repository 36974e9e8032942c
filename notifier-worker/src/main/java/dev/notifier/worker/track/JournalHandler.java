package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.store.tracking.ReceivedReceipt.Position;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.batches.TopicBatchReader.Positions;
import dev.notifier.worker.receipt.AcceptedResponse;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.MatchedReceipt;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import dev.notifier.worker.track.ReceiptHandler.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Applies the journals of all binds: responses, unconfirmed segments, drops and transfers, and then
 * receipts. Used by one thread.
 */
final class JournalHandler implements TopicBatchReader.Batch<JournalRecord> {
  /** The most receipts of one transaction. */
  static final int MAX_RECEIPTS = 2_000;

  /** Of five batches. */
  private static final int MAX_PUBLISHED = 1_000;

  /** Where a record is. */
  private record Place(int partition, long offset) {}

  private final CarrierAccounts accounts;
  private final ReceiptMatcher matcher;
  private final StateUpdater updater;
  private final MessageIdFormLearner forms;
  private final ReceiptHandler receipts;
  private final TrackMetrics metrics;

  /**
   * The last records whose outcomes were stored and published. If their receipts fail, they are
   * stored again at each attempt, but not published again.
   */
  private final Set<Place> published = new LinkedHashSet<>();

  JournalHandler(
      CarrierAccounts accounts,
      ReceiptMatcher matcher,
      StateUpdater updater,
      MessageIdFormLearner forms,
      ReceiptHandler receipts,
      TrackMetrics metrics) {
    this.accounts = accounts;
    this.matcher = matcher;
    this.updater = updater;
    this.forms = forms;
    this.receipts = receipts;
    this.metrics = metrics;
  }

  @Override
  public void read(List<Entry<JournalRecord>> records, Positions positions) {
    List<Entry<JournalRecord>> outcomes =
        records.stream().filter(each -> each.part() <= 1).toList();
    List<Received> received = received(records);
    if (!outcomes.isEmpty() || received.isEmpty()) {
      readOutcomes(outcomes, () -> store(positions, received.isEmpty()));
    }
    for (int from = 0; from < received.size(); from += MAX_RECEIPTS) {
      int end = Math.min(from + MAX_RECEIPTS, received.size());
      receipts.apply(received.subList(from, end), () -> store(positions, end == received.size()));
    }
  }

  /**
   * Stores and publishes all except receipts.
   *
   * @param first called first in the transaction
   */
  private void readOutcomes(List<Entry<JournalRecord>> records, Runnable first) {
    List<JournalRecord> journal = records.stream().map(Entry::value).toList();
    List<AcceptedResponse> accepted = acceptedResponses(journal);
    Set<Place> places = new LinkedHashSet<>();
    records.forEach(
        each -> places.add(new Place(each.source().partition(), each.source().offset())));
    boolean isKnown = published.containsAll(places);
    List<MatchedReceipt> earlyReceipts =
        updater.update(
            () -> {
              first.run();
              return matcher.matchResponses(accepted);
            },
            matched -> updates(journal, matched),
            !isKnown);
    if (!isKnown) {
      published.addAll(places);
      Iterator<Place> oldest = published.iterator();
      while (published.size() > MAX_PUBLISHED) {
        oldest.next();
        oldest.remove();
      }
      count(journal);
    }
    earlyReceipts.forEach(forms::countMatched);
  }

  /** What is behind a position must be stored, so only the last transaction moves it. */
  private static void store(Positions positions, boolean isLast) {
    if (isLast) {
      positions.advance();
    } else {
      positions.check();
    }
  }

  private static List<Received> received(List<Entry<JournalRecord>> records) {
    List<Received> received = new ArrayList<>();
    for (Entry<JournalRecord> entry : records) {
      ConsumerRecord<byte[], byte[]> source = entry.source();
      int index = 0;
      for (InboundRecord receipt : entry.value().receipts()) {
        index++;
        if (entry.part() == 0 || entry.part() == index + 1) {
          received.add(
              new Received(
                  receipt,
                  source.topic(),
                  new Position(source.partition(), source.offset(), index)));
        }
      }
    }
    return received;
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
