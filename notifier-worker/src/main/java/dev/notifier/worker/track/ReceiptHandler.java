package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.ReceiptReading;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.ReceivedReceipt.Position;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.batches.TopicBatchReader.Positions;
import dev.notifier.worker.receipt.CarrierAccount;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.MatchedReceipt;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.MessageIdForms;
import dev.notifier.worker.receipt.ParsedReceipt;
import dev.notifier.worker.receipt.ReceiptMatcher;
import dev.notifier.worker.receipt.ReceiptNumbers;
import dev.notifier.worker.receipt.ReceiptParser;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses the carriers' receipts and applies those whose response is known. Reads the topic that
 * receipts had before they went into the journals; its records are those of older workers, and
 * those of journals that PostgreSQL refused at first.
 */
final class ReceiptHandler implements TopicBatchReader.Batch<InboundRecord> {
  private static final Logger log = LoggerFactory.getLogger(ReceiptHandler.class);

  private static final String MATCHED = "matched";
  private static final String UNMATCHED = "unmatched";
  private static final String NO_ID = "no-id";

  private final CarrierAccounts accounts;
  private final ReceiptMatcher matcher;
  private final StateUpdater updater;
  private final MessageIdFormLearner forms;
  private final Map<String, RouteConfig> routes;
  private final TrackMetrics metrics;

  ReceiptHandler(
      CarrierAccounts accounts,
      ReceiptMatcher matcher,
      StateUpdater updater,
      MessageIdFormLearner forms,
      Map<String, RouteConfig> routes,
      TrackMetrics metrics) {
    this.accounts = accounts;
    this.matcher = matcher;
    this.updater = updater;
    this.forms = forms;
    this.routes = routes;
    this.metrics = metrics;
  }

  /** A receipt and where it is. */
  record Received(InboundRecord receipt, String topic, Position position) {}

  @Override
  public void read(List<Entry<InboundRecord>> records, Positions positions) {
    List<Received> received = new ArrayList<>(records.size());
    for (Entry<InboundRecord> entry : records) {
      ConsumerRecord<byte[], byte[]> source = entry.source();
      received.add(
          new Received(
              entry.value(), source.topic(), new Position(source.partition(), source.offset(), 0)));
    }
    apply(received, positions::advance);
  }

  /**
   * Stores receipts in one transaction.
   *
   * @param first called first in the transaction
   */
  void apply(List<Received> received, Runnable first) {
    List<ParsedReceipt> receipts = parse(received);
    List<MatchedReceipt> matched =
        updater.update(
            () -> {
              first.run();
              return matcher.matchReceipts(receipts);
            },
            ReceiptHandler::updates);
    count(receipts, matched);
  }

  private static NotificationUpdates updates(List<MatchedReceipt> matched) {
    NotificationUpdates updates = new NotificationUpdates();
    matched.forEach(each -> updates.addReceipt(each.receipt()));
    return updates;
  }

  private List<ParsedReceipt> parse(List<Received> records) {
    List<ParsedReceipt> receipts = new ArrayList<>(records.size());
    List<Received> withoutId = new ArrayList<>();
    for (Received record : records) {
      ParsedReceipt receipt = parse(record.receipt(), record.position());
      if (receipt == null) {
        metrics.receipts(record.receipt().route(), NO_ID, 1);
        withoutId.add(record);
      } else {
        receipts.add(receipt);
      }
    }
    if (!withoutId.isEmpty()) {
      warn(withoutId);
    }
    return receipts;
  }

  /** The bytes of the receipts stay on the topic for its retention time. */
  private static void warn(List<Received> withoutId) {
    Received first = withoutId.getFirst();
    log.warn(
        "{} receipts have no readable id; compare the first one with the carrier's specification:"
            + " topic {}, partition {}, offset {}",
        withoutId.size(),
        first.topic(),
        first.position().partition(),
        first.position().offset());
  }

  private @Nullable ParsedReceipt parse(InboundRecord inbound, Position position) {
    ReceiptParser.Receipt parsed = ReceiptParser.parse(inbound, zone(inbound.route()));
    String id = MessageIdForms.clean(parsed.id());
    if (id == null) {
      return null;
    }
    if (parsed.doneAt() != null && parsed.state() == ReceiptOutcome.DELIVERED) {
      metrics.receiptDelay(
          inbound.route(), Duration.between(parsed.doneAt(), inbound.receivedAt()));
    }
    CarrierAccount account = accounts.of(inbound.route());
    ReceiptNumbers numbers =
        ReceiptNumbers.of(inbound.sourceAddress(), inbound.destinationAddress());
    return new ParsedReceipt(
        inbound.route(),
        account,
        MessageIdForms.clean(parsed.textId()),
        new ReceivedReceipt(
            new SubmissionKey(account.id(), id, numbers.recipient()),
            numbers.other(),
            parsed.state(),
            parsed.error(),
            inbound.receivedAt(),
            List.of(),
            position),
        alternative(parsed));
  }

  private static @Nullable ReceiptReading alternative(ReceiptParser.Receipt parsed) {
    ReceiptParser.Receipt other = parsed.alternative();
    String id = other == null ? null : MessageIdForms.clean(other.id());
    return other == null || id == null
        ? null
        : new ReceiptReading(id, other.state(), other.error());
  }

  private @Nullable ZoneId zone(String route) {
    RouteConfig config = routes.get(route);
    return config == null ? null : config.inbound().zone();
  }

  private void count(List<ParsedReceipt> receipts, List<MatchedReceipt> matched) {
    Map<String, Integer> allByRoute = new HashMap<>();
    receipts.forEach(each -> allByRoute.merge(each.route(), 1, Integer::sum));
    Map<String, Integer> matchedByRoute = new HashMap<>();
    for (MatchedReceipt each : matched) {
      matchedByRoute.merge(each.route(), 1, Integer::sum);
      forms.countMatched(each);
    }
    allByRoute.forEach((route, all) -> {
      int known = matchedByRoute.getOrDefault(route, 0);
      metrics.receipts(route, MATCHED, known);
      metrics.receipts(route, UNMATCHED, all - known);
    });
  }
}
