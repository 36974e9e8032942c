package dev.notifier.worker.inbound.assembly;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.worker.batches.TopicBatchReader.Positions;
import dev.notifier.worker.receipt.DeliverSmText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads who wrote to which address. Thread-safe. */
public final class InboundRecordReader {
  /** SMPP v3.4, 4.6.1, allows 21; some carriers send more. */
  private static final int MAX_ADDRESS_CHARACTERS = 40;

  private static final int MAX_ID_CHARACTERS = 200;

  /** The api takes over no time of a provider that is older. */
  private static final Duration MAX_PROVIDER_DELAY = Duration.ofHours(25);

  private final RecipientKey numbers;

  public InboundRecordReader(RecipientKey numbers) {
    this.numbers = numbers;
  }

  /** Reads the records of a batch, in their order. */
  public List<ReceivedMessage> read(List<Entry<InboundRecord>> records, Positions positions) {
    Map<Integer, Long> stored = positions.stored();
    UUID topicId = positions.topicId();
    return records.stream()
        .map(entry -> read(entry.value(), entry.source(), topicId, stored))
        .toList();
  }

  private ReceivedMessage read(
      InboundRecord record,
      ConsumerRecord<byte[], byte[]> source,
      UUID topicId,
      Map<Integer, Long> stored) {
    String sender = address(record.sourceAddress());
    @Nullable String number =
        PhoneNumberParser.parse(sender) instanceof PhoneNumberResult.Accepted accepted
            ? accepted.number().e164()
            : null;
    String phone = number == null ? sender : number;
    return new ReceivedMessage(
        InboundIds.of(topicId, source.partition(), source.offset(), record.receivedAt()),
        record,
        new From(
            numbers.bitsOf(phone),
            phone,
            address(record.destinationAddress()),
            record.route(),
            record.channel(),
            record.provider(),
            record.providerId() == null ? null : shortened(record.providerId(), MAX_ID_CHARACTERS)),
        number != null,
        arrivedAt(record, source.timestamp()),
        source.partition(),
        source.offset(),
        source.offset() < stored.getOrDefault(source.partition(), 0L));
  }

  /**
   * When the message arrived. The clock of a provider may be hours slow, and it says which of two
   * statements is the last; that of Kafka's record is the api's. A record that was written again
   * after more than a day, from the quarantine, has only the provider's time.
   */
  static Instant arrivedAt(InboundRecord record, long writtenMs) {
    Instant received = record.receivedAt();
    Instant written = Instant.ofEpochMilli(writtenMs);
    return record.provider() != null
            && written.isAfter(received)
            && written.isBefore(received.plus(MAX_PROVIDER_DELAY))
        ? written
        : received;
  }

  /** Whether an answer can reach the sender: it is a number of a person. */
  static boolean isPhone(String sender) {
    return PhoneNumberParser.parse(sender) instanceof PhoneNumberResult.Accepted;
  }

  private static String address(@Nullable String raw) {
    return shortened(
        DeliverSmText.singleLine(Objects.requireNonNullElse(raw, "")), MAX_ADDRESS_CHARACTERS);
  }

  /** Cuts a text. Cleans it again, because the cut may split a surrogate pair. */
  public static String shortened(String text, int maxCharacters) {
    return DeliverSmText.multiLine(text.substring(0, Math.min(text.length(), maxCharacters)));
  }
}
