package dev.notifier.api.sending;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends messages of persons to Kafka, a limited number at the same time. Thread-safe. */
public final class InboundSender {
  /** Enough for thousands a second; a slow Kafka takes no other threads of the server. */
  private static final int MAX_WAITING = 64;

  private final RecordSender sender;
  private final RecipientKey keys;
  private final BooleanSupplier kafkaIsUp;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  /**
   * @param kafkaIsUp false if Kafka is known to be unavailable
   */
  public InboundSender(RecordSender sender, RecipientKey keys, BooleanSupplier kafkaIsUp) {
    this.sender = sender;
    this.keys = keys;
    this.kafkaIsUp = kafkaIsUp;
  }

  /**
   * Sends a message and waits until all in-sync replicas have it.
   *
   * @param number the sender, whose messages have one key and so are in one partition
   * @return false if it must be sent again; Kafka may have it nevertheless
   */
  public boolean send(InboundRecord message, MobileNumber number) {
    if (!kafkaIsUp.getAsBoolean() || !places.tryAcquire()) {
      return false;
    }
    try {
      return sender.send(List.of(message), record -> record(record, number)).get(0);
    } finally {
      places.release();
    }
  }

  private ProducerRecord<byte[], byte[]> record(InboundRecord message, MobileNumber number) {
    return new ProducerRecord<>(
        Topics.INBOUND,
        keys.of(number).getBytes(StandardCharsets.US_ASCII),
        RecordFormats.INBOUND.encode(message));
  }
}
