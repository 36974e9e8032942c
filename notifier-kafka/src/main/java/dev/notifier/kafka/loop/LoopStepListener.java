package dev.notifier.kafka.loop;

/**
 * Told as a batch passes each step. Production listens to nothing; tests end the work at a step, as
 * a crash would.
 */
@FunctionalInterface
public interface LoopStepListener {
  /** Nobody listens. */
  LoopStepListener UNHEARD = step -> {};

  /** The batch stands right before or after what the step names. */
  void passed(Step step);

  /** Where a crash makes a difference. */
  enum Step {
    /** Nothing of the batch is anywhere. */
    BEFORE_STORE,
    /** PostgreSQL has it. */
    STORED,
    /** Records and offsets are in Kafka's open transaction. */
    BEFORE_COMMIT,
    /** Kafka has it. */
    COMMITTED
  }
}
