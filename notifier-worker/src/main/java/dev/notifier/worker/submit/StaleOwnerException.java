package dev.notifier.worker.submit;

/** This owner has not committed for so long that another one may own the bind by now. */
final class StaleOwnerException extends RuntimeException {
  StaleOwnerException(Bind bind, long ageMs) {
    super(
        "The last commit for bind "
            + bind
            + " began "
            + ageMs
            + " ms ago; its owner writes nothing more and starts over");
  }
}
