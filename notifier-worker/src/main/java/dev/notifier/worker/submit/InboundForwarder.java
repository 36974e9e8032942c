package dev.notifier.worker.submit;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
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
 * Puts what carriers deliver into Kafka, and answers each only when Kafka has it. What cannot be
 * taken is refused for now, and the carrier sends it again; so is what Kafka takes too long for, by
 * the link itself, in the time and the words of its route.
 */
final class InboundForwarder implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(InboundForwarder.class);

  /** Messages that wait for their turn, over all binds; beyond it the answer is "later". */
  private static final int WAITING_MAX = 20_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final BlockingQueue<BindContext.BoundInbound> waiting =
      new LinkedBlockingQueue<>(WAITING_MAX);
  private final CountDownLatch stopping = new CountDownLatch(1);

  InboundForwarder(Producer<byte[], byte[]> producer, InstantSource clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** Called on the thread that reads the socket: hands over and returns. */
  void take(BindContext.BoundInbound message) {
    if (!waiting.offer(message)) {
      message.inbound().later();
    }
  }

  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0 || !waiting.isEmpty()) {
        BindContext.BoundInbound next = waiting.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        // What the link refused in the meantime comes again: kept now, it would be there twice.
        if (next != null && !next.inbound().isAnswered()) {
          keep(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(BindContext.BoundInbound next) {
    InboundPdu inbound = next.inbound();
    String topic = inbound.message().isReceipt() ? Topics.RECEIPTS : Topics.INBOUND;
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, RecordJson.write(record(next.bind(), inbound.message()))),
              (kept, failure) -> answer(inbound, failure));
    } catch (RuntimeException e) {
      log.warn(
          "Kafka takes no inbound messages: {}; the carrier will send them again", e.toString());
      inbound.later();
    }
  }

  private static void answer(InboundPdu inbound, @Nullable Exception failure) {
    if (failure == null) {
      inbound.answer(InboundPdu.OK);
    } else {
      inbound.later();
    }
  }

  private InboundRecord record(Bind bind, DeliverSm message) {
    return new InboundRecord(
        InboundRecord.VERSION,
        bind.route(),
        bind.session(),
        message.esmClass(),
        message.dataCoding(),
        message.sourceAddress(),
        message.destinationAddress(),
        message.shortMessage(),
        message.tlvs(),
        clock.instant());
  }
}
