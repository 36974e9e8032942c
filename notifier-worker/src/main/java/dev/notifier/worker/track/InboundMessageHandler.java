package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.loop.DecodedBatch.Entry;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.store.tracking.InboundMessageStore;
import dev.notifier.store.tracking.InboundMessageStore.InboundMessage;
import dev.notifier.worker.receipt.DeliverSmText;
import dev.notifier.worker.receipt.ReceiptParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Stores inbound messages. */
final class InboundMessageHandler implements TopicBatchReader.Batch<InboundRecord> {
  /** SMPP v3.4, 4.6.1, allows 21; some carriers send more. */
  private static final int MAX_ADDRESS_CHARACTERS = 40;

  /** A message_payload may have 64 KiB, but no handset sends that much. */
  private static final int MAX_BODY_CHARACTERS = 4_096;

  private static final int USER_DATA_HEADER_BIT = 0x40;

  private final InboundMessageStore store;
  private final TrackMetrics metrics;

  InboundMessageHandler(InboundMessageStore store, TrackMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  @Override
  public void read(List<Entry<InboundRecord>> records, TopicBatchReader.Positions positions) {
    List<InboundMessage> messages = new ArrayList<>(records.size());
    records.forEach(record -> messages.add(message(record.value(), record.source())));
    store.save(messages, positions::advance);
    messages.forEach(message -> metrics.inboundMessage(message.route()));
  }

  private static InboundMessage message(
      InboundRecord inbound, ConsumerRecord<byte[], byte[]> record) {
    return new InboundMessage(
        inbound.route(),
        sender(inbound.sourceAddress()),
        address(inbound.destinationAddress()),
        body(inbound),
        record.partition(),
        record.offset(),
        inbound.receivedAt());
  }

  /** In E.164 if it is a mobile number, so that a search by number finds it. */
  private static String sender(@Nullable String raw) {
    String address = address(raw);
    return PhoneNumberParser.parse(address) instanceof PhoneNumberResult.Accepted accepted
        ? accepted.number().e164()
        : address;
  }

  private static String address(@Nullable String raw) {
    return shortened(
        DeliverSmText.singleLine(Objects.requireNonNullElse(raw, "")), MAX_ADDRESS_CHARACTERS);
  }

  private static String body(InboundRecord inbound) {
    if (inbound.text() != null) {
      return shortened(DeliverSmText.multiLine(inbound.text()), MAX_BODY_CHARACTERS);
    }
    Map<String, byte[]> tlvs = Objects.requireNonNullElse(inbound.tlvs(), Map.of());
    byte[] bytes = Objects.requireNonNullElse(inbound.shortMessage(), new byte[0]);
    if (bytes.length == 0) {
      bytes = tlvs.getOrDefault(ReceiptParser.TLV_PAYLOAD, bytes);
    }
    if ((inbound.esmClass() & USER_DATA_HEADER_BIT) != 0 && bytes.length > 0) {
      int header = 1 + (bytes[0] & 0xFF);
      bytes = Arrays.copyOfRange(bytes, Math.min(header, bytes.length), bytes.length);
    }
    String text = DeliverSmText.decodeMessage(bytes, inbound.dataCoding());
    return shortened(DeliverSmText.multiLine(text), MAX_BODY_CHARACTERS);
  }

  /** Cleans the text again, because the cut may split a surrogate pair. */
  private static String shortened(String text, int maxCharacters) {
    return DeliverSmText.multiLine(text.substring(0, Math.min(text.length(), maxCharacters)));
  }
}
