package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.store.tracking.InboundMessageStore;
import dev.notifier.store.tracking.InboundMessageStore.InboundMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Stores what people sent. */
final class InboundMessageReader implements TopicBatchReader.Batch {
  /** SMPP v3.4, 4.6.1, with room for odd ones. */
  private static final int MAX_ADDRESS_CHARACTERS = 40;

  /** A message_payload can be 64 KiB; no handset sends that. */
  private static final int MAX_BODY_CHARACTERS = 4_096;

  private static final int HEADER_INDICATOR = 0x40;

  private final InboundMessageStore store;
  private final TrackMetrics meters;

  InboundMessageReader(InboundMessageStore store, TrackMetrics meters) {
    this.store = store;
    this.meters = meters;
  }

  @Override
  public void read(
      List<ConsumerRecord<byte[], byte[]>> records, TopicBatchReader.Unreadable unreadable) {
    List<InboundMessage> replies = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      InboundRecord inbound = RecordDecoder.deliverSm(record);
      if (inbound == null) {
        unreadable.skip(record);
      } else {
        replies.add(reply(inbound, record));
      }
    }
    store.save(replies);
    replies.forEach(reply -> meters.replies(reply.route()));
  }

  private static InboundMessage reply(
      InboundRecord inbound, ConsumerRecord<byte[], byte[]> record) {
    return new InboundMessage(
        inbound.route(),
        phone(inbound.sourceAddress()),
        address(inbound.destinationAddress()),
        body(inbound),
        record.partition(),
        record.offset(),
        inbound.receivedAt());
  }

  /** In its one form where it is a mobile number, so that it can be found. */
  private static String phone(@Nullable String raw) {
    String address = address(raw);
    return PhoneNumberParser.parse(address) instanceof PhoneNumberResult.Accepted accepted
        ? accepted.number().e164()
        : address;
  }

  private static String address(@Nullable String raw) {
    return cut(
        DeliverSmText.printable(Objects.requireNonNullElse(raw, "")), MAX_ADDRESS_CHARACTERS);
  }

  private static String body(InboundRecord inbound) {
    Map<String, byte[]> tlvs = Objects.requireNonNullElse(inbound.tlvs(), Map.of());
    byte[] octets = Objects.requireNonNullElse(inbound.shortMessage(), new byte[0]);
    if (octets.length == 0) {
      octets = tlvs.getOrDefault(ReceiptParser.TLV_PAYLOAD, octets);
    }
    if ((inbound.esmClass() & HEADER_INDICATOR) != 0 && octets.length > 0) {
      int header = 1 + (octets[0] & 0xFF);
      octets = Arrays.copyOfRange(octets, Math.min(header, octets.length), octets.length);
    }
    return cut(
        DeliverSmText.storable(DeliverSmText.message(octets, inbound.dataCoding())),
        MAX_BODY_CHARACTERS);
  }

  private static String cut(String text, int maxCharacters) {
    return DeliverSmText.storable(text.substring(0, Math.min(text.length(), maxCharacters)));
  }
}
