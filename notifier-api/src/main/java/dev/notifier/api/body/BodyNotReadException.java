package dev.notifier.api.body;

/**
 * Ends the first run of a handler: the body is read now, and then the handler runs again. Has no
 * stack trace, because it reports no defect.
 */
final class BodyNotReadException extends RuntimeException {
  private final int maxBytes;

  BodyNotReadException(int maxBytes) {
    super("The body has not been read yet", null, false, false);
    this.maxBytes = maxBytes;
  }

  int maxBytes() {
    return maxBytes;
  }
}
