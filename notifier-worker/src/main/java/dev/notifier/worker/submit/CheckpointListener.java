package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;

/** Hears where a bind's journal lists everything that is open; recovery starts there. */
@FunctionalInterface
interface CheckpointListener {
  /**
   * A checkpoint is committed. Called on the bind's thread; must not wait.
   *
   * @param position the record's offset in the journal
   */
  void reached(Bind bind, long position, JournalRecord checkpoint);
}
