package dev.notifier.worker.queries;

import dev.notifier.contracts.Lane;
import java.util.UUID;

/** Takes the answers. Thread-safe. */
public interface AnswerSink {
  /**
   * Stores an answer until it is published, in the transaction of the caller.
   *
   * @throws RuntimeException if it cannot be stored; the caller rolls back
   */
  void add(QueryAnswer answer);

  /** Called after the transaction, so that the answer is published at once. */
  void committed();

  /**
   * An event that answers a message.
   *
   * @param inboundId the message
   * @param lane of the event
   * @param key of its record: the HMAC of the number
   * @param value its record
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record QueryAnswer(UUID inboundId, Lane lane, byte[] key, byte[] value) {
    /** Omits the record, which is personal. */
    @Override
    public String toString() {
      return "QueryAnswer[" + inboundId + "]";
    }
  }
}
