package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.UnreadableFile;

/** The result of a look at a file. */
public sealed interface LookResult {
  /** Rows can be read, as soon as all questions are answered. */
  record Looked(FileLook look) implements LookResult {}

  /** No row can be read. */
  record Refused(UnreadableFile reason) implements LookResult {}
}
