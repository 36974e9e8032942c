package dev.notifier.api.inbound;

import dev.notifier.api.inbound.ProviderMessageReader.Result.Message;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.numbers.RecipientKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends messages to Kafka, a limited number at the same time. Thread-safe. */
final class ProviderSender {
  /** Enough for thousands a second; a slow Kafka takes no other threads of the server. */
  private static final int MAX_WAITING = 64;

  private final RecordSender sender;
  private final RecipientKey keys;
  private final BooleanSupplier kafkaIsUp;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  /**
   * @param kafkaIsUp false if Kafka is known to be unavailable
   */
  ProviderSender(RecordSender sender, RecipientKey keys, BooleanSupplier kafkaIsUp) {
    this.sender = sender;
    this.keys = keys;
    this.kafkaIsUp = kafkaIsUp;
  }

  /**
   * Sends a message and waits until all in-sync replicas have it.
   *
   * @return false if it must be sent again; Kafka may have it nevertheless
   */
  boolean send(Message message) {
    if (!kafkaIsUp.getAsBoolean() || !places.tryAcquire()) {
      return false;
    }
    try {
      return sender.send(List.of(message), this::record).get(0);
    } finally {
      places.release();
    }
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    return new ProducerRecord<>(
        Topics.INBOUND,
        keys.of(message.number()).getBytes(StandardCharsets.US_ASCII),
        RecordFormats.INBOUND.encode(message.record()));
  }
}
