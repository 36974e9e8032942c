package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.ReceiptOwner;
import dev.notifier.store.ReceivedReceipt;
import dev.notifier.store.TrackStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the carriers' receipts tell. */
final class ReceiptReader implements TopicReader.Batch {
  private static final String MATCHED = "matched";
  private static final String UNMATCHED = "unmatched";
  private static final String NO_ID = "no-id";

  private final TrackStore store;
  private final Settlement settlement;
  private final TrackMeters meters;

  ReceiptReader(TrackStore store, Settlement settlement, TrackMeters meters) {
    this.store = store;
    this.settlement = settlement;
    this.meters = meters;
  }

  @Override
  public void read(
      List<ConsumerRecord<byte[], byte[]>> records, TopicReader.Unreadable unreadable) {
    Map<Key, List<ReceivedReceipt>> receipts = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      InboundRecord inbound = Inbound.deliverSm(record);
      if (inbound == null) {
        unreadable.pass(record);
      } else {
        add(receipts, inbound);
      }
    }
    Map<String, Integer> matched = new HashMap<>();
    settlement.settle(() -> meet(receipts, matched));
    count(receipts, matched);
  }

  private record Key(String account, String carrierId) {}

  private void add(Map<Key, List<ReceivedReceipt>> receipts, InboundRecord inbound) {
    ReceiptParser.Receipt receipt = ReceiptParser.parse(inbound);
    String id = CarrierIds.canonical(receipt.id());
    if (id == null) {
      meters.receipts(inbound.route(), NO_ID, 1);
      return;
    }
    receipts
        .computeIfAbsent(new Key(inbound.route(), id), key -> new ArrayList<>(1))
        .add(
            new ReceivedReceipt(
                inbound.route(), id, receipt.state(), receipt.error(), inbound.receivedAt()));
  }

  private Map<UUID, Told> meet(
      Map<Key, List<ReceivedReceipt>> receipts, Map<String, Integer> matched) {
    List<ReceivedReceipt> merged =
        receipts.values().stream()
            .map(same -> same.stream().reduce(ReceiptReader::trusted).orElseThrow())
            .toList();
    Map<UUID, Told> tells = new HashMap<>();
    matched.clear();
    for (ReceiptOwner owner : store.meetReceipts(merged)) {
      Told told = tells.computeIfAbsent(owner.notification(), id -> new Told(owner.account()));
      List<ReceivedReceipt> same =
          Objects.requireNonNull(receipts.get(new Key(owner.account(), owner.carrierId())));
      for (ReceivedReceipt one : same) {
        told.receipt(owner.part(), one.state(), one.error(), one.receivedAt());
      }
      matched.merge(owner.account(), same.size(), Integer::sum);
    }
    return tells;
  }

  /** The rule by which the store merges receipts that wait; see the ranks. */
  private static ReceivedReceipt trusted(ReceivedReceipt one, ReceivedReceipt other) {
    int difference = other.state().rank() - one.state().rank();
    if (difference != 0) {
      return difference > 0 ? other : one;
    }
    return other.receivedAt().isBefore(one.receivedAt()) ? one : other;
  }

  private void count(Map<Key, List<ReceivedReceipt>> receipts, Map<String, Integer> matched) {
    Map<String, Integer> all = new HashMap<>();
    receipts.forEach((key, same) -> all.merge(key.account(), same.size(), Integer::sum));
    all.forEach((route, count) -> {
      int known = matched.getOrDefault(route, 0);
      meters.receipts(route, MATCHED, known);
      meters.receipts(route, UNMATCHED, count - known);
    });
  }
}
