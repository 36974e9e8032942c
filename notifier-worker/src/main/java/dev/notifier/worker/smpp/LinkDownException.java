package dev.notifier.worker.smpp;

import java.io.IOException;

/** The link is closed, or its owner lost the right to write. */
public final class LinkDownException extends IOException {
  public LinkDownException(String message) {
    super(message);
  }

  LinkDownException(String message, Throwable cause) {
    super(message, cause);
  }
}
