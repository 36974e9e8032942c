package dev.notifier.kafka.loop;

/** A stage's work on a batch. Called by one thread. */
@FunctionalInterface
public interface BatchHandler {
  /**
   * Does the work short of writing to Kafka. The same records come again, perhaps in other batches,
   * when anything fails before Kafka's commit.
   *
   * @throws Exception when something it needs is away; the batch comes again later
   */
  BatchResult handle(PolledBatch batch) throws Exception;
}
