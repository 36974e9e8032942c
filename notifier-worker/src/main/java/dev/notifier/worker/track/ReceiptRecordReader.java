package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.ReceivedReceipt.Position;
import dev.notifier.store.tracking.TrackStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the carriers' receipts tell. */
final class ReceiptRecordReader implements TopicBatchReader.Batch {
  private static final Logger log = LoggerFactory.getLogger(ReceiptRecordReader.class);

  private static final String MATCHED = "matched";
  private static final String UNMATCHED = "unmatched";
  private static final String NO_ID = "no-id";

  private final TrackStore store;
  private final ReceiptMatcher settlement;
  private final Map<String, RouteConfig> routes;
  private final MessageIdFormLearner ids;
  private final ReceiptIdResolver keys;
  private final TrackMetrics meters;
  private final Clock clock;

  ReceiptRecordReader(
      TrackStore store,
      ReceiptMatcher settlement,
      Map<String, RouteConfig> routes,
      MessageIdFormLearner ids,
      TrackMetrics meters,
      Clock clock) {
    this.store = store;
    this.settlement = settlement;
    this.routes = routes;
    this.ids = ids;
    this.keys = new ReceiptIdResolver(store, ids);
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void read(
      List<ConsumerRecord<byte[], byte[]>> records, TopicBatchReader.Unreadable unreadable) {
    List<ParsedReceipt> receipts = new ArrayList<>(records.size());
    List<ConsumerRecord<byte[], byte[]>> nameless = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      InboundRecord inbound = RecordDecoder.deliverSm(record);
      if (inbound == null) {
        unreadable.skip(record);
        continue;
      }
      ParsedReceipt receipt = receipt(inbound, record);
      if (receipt == null) {
        meters.receipts(inbound.route(), NO_ID, 1);
        nameless.add(record);
      } else {
        receipts.add(receipt);
      }
    }
    warn(nameless);
    Meeting meeting = new Meeting();
    settlement.settle(() -> meeting.meet(receipts));
    meeting.count(receipts);
  }

  /** Its octets stay on the topic for as long as a receipt waits. */
  private static void warn(List<ConsumerRecord<byte[], byte[]>> nameless) {
    if (!nameless.isEmpty()) {
      ConsumerRecord<byte[], byte[]> first = nameless.getFirst();
      log.warn(
          "{} receipts without a readable id; compare the first with the carrier's description:"
              + " topic {}, partition {}, offset {}",
          nameless.size(),
          first.topic(),
          first.partition(),
          first.offset());
    }
  }

  private @Nullable ParsedReceipt receipt(
      InboundRecord inbound, ConsumerRecord<byte[], byte[]> record) {
    ReceiptParser.Receipt parsed = ReceiptParser.parse(inbound, zone(inbound.route()));
    String id = MessageIdForms.canonical(parsed.id());
    if (id == null) {
      return null;
    }
    if (parsed.doneAt() != null && parsed.state() == ReceiptOutcome.DELIVERED) {
      meters.receiptDelay(inbound.route(), Duration.between(parsed.doneAt(), inbound.receivedAt()));
    }
    return new ParsedReceipt(
        MessageIdForms.canonical(parsed.textId()),
        new ReceivedReceipt(
            inbound.route(),
            id,
            parsed.state(),
            parsed.error(),
            inbound.receivedAt(),
            phone(inbound.sourceAddress()),
            new Position(record.partition(), record.offset())));
  }

  private @Nullable ZoneId zone(String route) {
    RouteConfig config = routes.get(route);
    return config == null ? null : config.inbound().zone();
  }

  /** The recipient: a receipt comes from where the message went. */
  private static @Nullable String phone(@Nullable String address) {
    return PhoneNumberParser.parse(address) instanceof PhoneNumberResult.Accepted accepted
        ? accepted.number().e164()
        : null;
  }

  /** One batch; may be tried again, and then begins anew. */
  private final class Meeting {
    private record Key(String account, String messageId) {}

    private final Map<String, Map<MessageIdConversion, Integer>> matched = new HashMap<>();

    Map<UUID, NotificationUpdate> meet(List<ParsedReceipt> receipts) {
      matched.clear();
      Map<Key, List<IdentifiedReceipt>> byKey = new HashMap<>();
      for (IdentifiedReceipt one : keys.of(receipts)) {
        ReceivedReceipt receipt = one.receipt();
        byKey
            .computeIfAbsent(
                new Key(receipt.route(), receipt.messageId()), key -> new ArrayList<>(1))
            .add(one);
      }
      List<ReceivedReceipt> merged =
          byKey.values().stream()
              .map(same -> same.stream().map(IdentifiedReceipt::receipt))
              .map(same -> same.reduce(ReceiptRecordReader::trusted).orElseThrow())
              .toList();
      Map<UUID, NotificationUpdate> tells = new HashMap<>();
      for (MessageIdOwner owner : store.saveReceipts(merged, clock.instant())) {
        tell(tells, owner, Objects.requireNonNull(byKey.get(key(owner))));
      }
      return tells;
    }

    private static Key key(MessageIdOwner owner) {
      return new Key(owner.route(), owner.messageId());
    }

    private void tell(
        Map<UUID, NotificationUpdate> tells, MessageIdOwner owner, List<IdentifiedReceipt> same) {
      NotificationUpdate told =
          tells.computeIfAbsent(
              owner.notificationId(), id -> new NotificationUpdate(owner.route()));
      for (IdentifiedReceipt one : same) {
        ReceivedReceipt receipt = one.receipt();
        told.receipt(owner.segment(), receipt.state(), receipt.error(), receipt.receivedAt());
        matched
            .computeIfAbsent(owner.route(), route -> new HashMap<>())
            .merge(one.form(), 1, Integer::sum);
      }
    }

    void count(List<ParsedReceipt> receipts) {
      Map<String, Integer> all = new HashMap<>();
      receipts.forEach(one -> all.merge(one.receipt().route(), 1, Integer::sum));
      all.forEach((route, count) -> {
        Map<MessageIdConversion, Integer> forms = matched.getOrDefault(route, Map.of());
        int known = forms.values().stream().mapToInt(Integer::intValue).sum();
        forms.forEach((form, pairs) -> ids.matched(route, form, pairs));
        meters.receipts(route, MATCHED, known);
        meters.receipts(route, UNMATCHED, count - known);
      });
    }
  }

  /** The rule by which the store merges receipts that wait; see the ranks. */
  private static ReceivedReceipt trusted(ReceivedReceipt one, ReceivedReceipt other) {
    int difference = other.state().rank() - one.state().rank();
    if (difference != 0) {
      return difference > 0 ? other : one;
    }
    return other.receivedAt().isBefore(one.receivedAt()) ? one : other;
  }
}
