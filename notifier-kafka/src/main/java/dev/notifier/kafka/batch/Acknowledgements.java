package dev.notifier.kafka.batch;

import dev.notifier.kafka.clients.RedactedError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Distinguishes records that Kafka refuses from a Kafka that is unavailable. */
public final class Acknowledgements {
  private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

  private Acknowledgements() {}

  /**
   * Throws if a record that was just sent has failed, and not because of its data. While Kafka is
   * unavailable, each call may block for seconds before it fails: the first one should end a page.
   *
   * @param what of the records, such as {@code answers}
   * @throws KafkaException if Kafka is unavailable
   */
  public static void requireAvailable(Future<RecordMetadata> acknowledgement, String what) {
    if (acknowledgement.state() == Future.State.FAILED
        && !DataFailures.isCausedByData(acknowledgement.exceptionNow())) {
      throw new KafkaException(what + " were not written", acknowledgement.exceptionNow());
    }
  }

  /**
   * Waits for an acknowledgement. A refusal is logged.
   *
   * @param what of the records, such as {@code answers}
   * @return false if Kafka refuses the record because of its data
   * @throws KafkaException if Kafka is unavailable, or the thread is interrupted
   */
  public static boolean isConfirmed(Future<RecordMetadata> acknowledgement, String what) {
    try {
      acknowledgement.get();
      return true;
    } catch (ExecutionException e) {
      if (DataFailures.isCausedByData(e)) {
        log.warn("Kafka refuses one of the {}: {}", what, RedactedError.of(e));
        return false;
      }
      throw new KafkaException(what + " were not written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while " + what + " were written", e);
    }
  }
}
