package dev.notifier.worker.bind;

import dev.notifier.worker.journal.BindId;

/** The owner has not committed for so long that another worker may own the bind. */
final class StaleOwnerException extends RuntimeException {
  StaleOwnerException(BindId bind, long ageMs) {
    super(
        "The last commit of bind "
            + bind
            + " began "
            + ageMs
            + " ms ago; this owner writes nothing more and starts over");
  }
}
