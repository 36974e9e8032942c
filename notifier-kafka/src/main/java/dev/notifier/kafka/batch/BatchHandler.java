package dev.notifier.kafka.batch;

import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.List;
import java.util.Map;

/** Processes the batches of a loop. Called by one thread. */
@FunctionalInterface
public interface BatchHandler {
  /**
   * Does everything except writing to Kafka. If anything fails before Kafka's commit, the same
   * records are delivered again, perhaps in other batches.
   *
   * @throws Exception when a dependency is unavailable; the batch is delivered again later. If the
   *     batch fails because of its data ({@link DataFailures}), single records are tried later
   */
  BatchResult handle(PolledBatch batch) throws Exception;

  /**
   * Ends a record with which {@link #handle} fails when it is alone.
   *
   * @param batch the record alone
   * @param record the record for the quarantine, which the result must contain
   */
  default BatchResult reject(PolledBatch batch, QuarantinedRecord record) throws Exception {
    return new BatchResult(List.of(), Map.of(), List.of(record), () -> {});
  }
}
