package dev.notifier.worker.bind;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.receipt.ReceiptParser;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages from persons that any bind receives to Kafka and acknowledges each when Kafka has
 * it; receipts too, as long as they are not written into journals. A message that cannot be written
 * gets the route's retry status, and the carrier sends it again; so is a message for which Kafka
 * takes too long, by its connection.
 */
final class InboundForwarder implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(InboundForwarder.class);

  /** Waiting messages of all binds; further ones get the retry status. */
  private static final int MAX_WAITING = 20_000;

  private static final Duration POLL = Duration.ofMillis(200);

  private record Inbound(BindId bind, InboundPdu pdu, boolean trustsText) {}

  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final @Nullable RecipientKey numbers;
  private final BlockingQueue<Inbound> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * @param numbers the HMAC of numbers, which the keys of messages are; null = they have none
   */
  InboundForwarder(
      Producer<byte[], byte[]> producer, InstantSource clock, @Nullable RecipientKey numbers) {
    this.producer = producer;
    this.clock = clock;
    this.numbers = numbers;
  }

  /**
   * Queues a message. Called on the thread that reads the socket; does not block.
   *
   * @param trustsText whether a text in the form of a receipt is one
   */
  void forward(BindId bind, InboundPdu pdu, boolean trustsText) {
    if (!waiting.offer(new Inbound(bind, pdu, trustsText))) {
      pdu.requestRetry();
    }
  }

  /** Ends when the queue is empty. */
  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0 || !waiting.isEmpty()) {
        Inbound next = waiting.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        // The carrier sends a message again that got the retry status from the connection.
        if (next != null && !next.pdu().isResponded()) {
          write(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Inbound next) {
    InboundPdu pdu = next.pdu();
    boolean isReceipt = isReceipt(pdu.message(), next.trustsText());
    String topic = isReceipt ? Topics.RECEIPTS : Topics.INBOUND;
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  isReceipt ? null : key(pdu.message()),
                  RecordFormats.INBOUND.encode(
                      UnacknowledgedReceipt.recordOf(next.bind(), pdu.message(), clock.instant()))),
              (_, failure) -> respond(pdu, failure));
    } catch (RuntimeException e) {
      log.warn(
          "Kafka does not accept inbound messages: {}; the carrier will send them again",
          e.toString());
      pdu.requestRetry();
    }
  }

  /** All segments and messages of a number are in one partition, as its events are. */
  private byte @Nullable [] key(DeliverSm message) {
    return numbers != null
            && PhoneNumberParser.parse(message.sourceAddress())
                instanceof PhoneNumberResult.Accepted accepted
        ? numbers.of(accepted.number()).getBytes(StandardCharsets.US_ASCII)
        : null;
  }

  /**
   * Whether a message goes into the journal. Before version 2, journals have no receipts: older
   * workers would pass over them.
   */
  static boolean isJournaled(DeliverSm message, boolean trustsText) {
    return RecordJson.writtenVersion() >= JournalRecord.VERSION && isReceipt(message, trustsText);
  }

  static boolean isReceipt(DeliverSm message, boolean trustsText) {
    return message.isReceipt()
        || (trustsText
            && ReceiptParser.isReceiptText(
                message.esmClass(), message.dataCoding(), message.shortMessage(), message.tlvs()));
  }

  private static void respond(InboundPdu pdu, @Nullable Exception failure) {
    if (failure == null) {
      pdu.acknowledge();
    } else {
      pdu.requestRetry();
    }
  }
}
