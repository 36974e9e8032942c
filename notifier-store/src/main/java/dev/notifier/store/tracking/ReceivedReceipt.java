package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with a readable message id.
 *
 * @param key under which its response is or will be stored
 * @param otherNumber the number in its other address if both are numbers, else {@link
 *     SubmissionKey#NO_NUMBER}
 * @param error the carrier's error code as received
 * @param readings the possible readings, if only a response can show which is right; else empty
 * @param position the position of the unchanged receipt on Kafka
 */
public record ReceivedReceipt(
    SubmissionKey key,
    long otherNumber,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt,
    List<ReceiptReading> readings,
    Position position) {
  /**
   * Where a receipt is on Kafka.
   *
   * @param partition of {@code notifier.binds}
   * @param index its place among the receipts of the journal record, from 1; 0 if it is a record of
   *     its own, on {@code notifier.receipts}
   */
  public record Position(int partition, long offset, int index) {}

  public ReceivedReceipt withKey(SubmissionKey other) {
    return new ReceivedReceipt(other, otherNumber, state, error, receivedAt, readings, position);
  }

  /** Returns the receipt as another reading shows it. */
  public ReceivedReceipt read(ReceiptReading reading) {
    return new ReceivedReceipt(
        key.withMessageId(reading.messageId()),
        otherNumber,
        reading.state(),
        reading.error(),
        receivedAt,
        List.of(),
        position);
  }

  /**
   * Returns the receipt with all its readings.
   *
   * @param uniqueId an id that no response has
   */
  public ReceivedReceipt withReadings(String uniqueId, List<ReceiptReading> all) {
    return new ReceivedReceipt(
        key.withMessageId(uniqueId), otherNumber, state, error, receivedAt, all, position);
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "ReceivedReceipt[" + key + ", " + state + "]";
  }
}
