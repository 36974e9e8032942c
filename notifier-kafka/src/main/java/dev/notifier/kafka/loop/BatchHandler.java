package dev.notifier.kafka.loop;

/** Processes the batches of a loop. Called by one thread. */
@FunctionalInterface
public interface BatchHandler {
  /**
   * Does everything except writing to Kafka. If anything fails before Kafka's commit, the same
   * records are delivered again, perhaps in other batches.
   *
   * @throws Exception when a dependency is unavailable; the batch is delivered again later
   */
  BatchResult handle(PolledBatch batch) throws Exception;
}
