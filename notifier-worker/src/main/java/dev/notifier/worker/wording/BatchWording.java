package dev.notifier.worker.wording;

import org.jspecify.annotations.Nullable;

/**
 * The wordings for one batch: each event gets what was in force when the batch began, and only what
 * was missing then is looked for again, once. For one thread.
 */
public final class BatchWording {
  private final WordingBook book;
  private final Snapshot begun;
  private @Nullable Snapshot later;

  public BatchWording(WordingBook book) {
    this.book = book;
    this.begun = book.current();
  }

  /**
   * The wording for an event of this type.
   *
   * @param pinned the version that the caller wants; null = the one in force
   */
  public Choice choose(String type, @Nullable Integer pinned) throws InterruptedException {
    Choice choice = begun.choose(type, pinned);
    if (choice instanceof Choice.Found) {
      return choice;
    }
    Snapshot again = later;
    if (again == null) {
      again = book.upToDate();
      later = again;
    }
    return again.choose(type, pinned);
  }
}
