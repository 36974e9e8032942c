package dev.notifier.kafka.loop;

/**
 * Notified when a batch reaches a step. Production uses {@link #NONE}; tests stop the loop at a
 * step, as a crash would.
 */
@FunctionalInterface
public interface LoopStepListener {
  /** Does nothing. */
  LoopStepListener NONE = step -> {};

  /** The batch has reached the step. */
  void reached(Step step);

  /** The points at which a crash has different effects. */
  enum Step {
    /** Nothing of the batch is stored. */
    BEFORE_STORE,
    /** The batch is in PostgreSQL. */
    STORED,
    /** Records and offsets are in Kafka's open transaction. */
    BEFORE_COMMIT,
    /** Kafka has committed the transaction. */
    COMMITTED
  }
}
