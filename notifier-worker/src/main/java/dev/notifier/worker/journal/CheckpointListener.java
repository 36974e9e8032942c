package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord;

/** Receives committed checkpoints, where recovery starts. */
@FunctionalInterface
public interface CheckpointListener {
  /**
   * A checkpoint is committed. Called on the bind's thread; must not wait.
   *
   * @param offset of the record in the journal
   */
  void checkpointCommitted(BindId bind, long offset, JournalRecord checkpoint);
}
